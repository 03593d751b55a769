import type { Transaction } from '../db/index.ts';
import { newId } from '../lib/id.ts';
import { hashForDefence } from '../lib/phone-hash.ts';
import { longestFromScore } from './code-length.ts';
import type { Defence, NumberFromOrigin } from './defence.ts';
import { addFailure, failureScore, forgetSlips, penaltyUntil } from './failures.ts';
import { rememberDevice } from './known-devices.ts';
import { limitsByAddress, takeOrRefuse } from './limits.ts';
import { defenceProblems } from './problems.ts';
import { Refusal } from './refusal.ts';
import { countVerified } from './sendings.ts';
import { sourceOf } from './source.ts';

/** A disabled number stays so until it is unlocked; a client need not ask again sooner. */
const disabledRetryAfterSeconds = 3600;

/** Counts an attempt whose code is about to be compared, or throws the Refusal that undoes the transaction. */
export async function admitAttempt(
  defence: Defence,
  trx: Transaction,
  { phoneNumber, origin }: NumberFromOrigin,
): Promise<void> {
  const { clock, key, rules } = defence;
  if (!rules.rateLimits) return;
  const now = clock.now();
  const phoneHash = hashForDefence(key, phoneNumber);
  if (rules.disabledFromScore !== undefined) {
    const score = await failureScore(trx, phoneHash, now);
    if (score >= rules.disabledFromScore) {
      throw new Refusal(defenceProblems.too_many_attempts, 'disabled', { score }, disabledRetryAfterSeconds);
    }
  }
  const until = await penaltyUntil(trx, phoneHash, sourceOf(key, origin));
  if (until > now) {
    const waitSeconds = Math.ceil((until - now) / 1000);
    throw new Refusal(defenceProblems.too_many_attempts, 'escalation', { waitSeconds }, waitSeconds);
  }
  // After what only reads: a refusal that has changed nothing undoes nobody else's sign-in.
  const limits = limitsByAddress(defence, 'verifies_per_address', rules.verifiesPerAddress, origin);
  await takeOrRefuse(defence, trx, limits, defenceProblems.too_many_attempts);
}

/** Writes down a wrong attempt that was compared with so many codes. */
export async function recordWrongAttempt(
  defence: Defence,
  trx: Transaction,
  attempt: NumberFromOrigin,
  compared: number,
): Promise<void> {
  if (defence.rules.rateLimits) await addWeight(defence, trx, attempt, compared);
}

/**
 * Writes down a wrong attempt at two codes at once, which reveals nothing about either. In the score it counts as one, and
 * only until codes are at their longest: strangers may make as many as they like, and more score would disable the number.
 */
export async function recordWrongPair(
  defence: Defence,
  trx: Transaction,
  attempt: NumberFromOrigin,
): Promise<void> {
  const { clock, key } = defence;
  const score = await failureScore(trx, hashForDefence(key, attempt.phoneNumber), clock.now());
  await addWeight(defence, trx, attempt, score < longestFromScore ? 1 : 0);
}

/** Writes down a right attempt: the device is known from now on, its own slips are forgotten, the code was entered. */
export function recordRightAttempt(defence: Defence, trx: Transaction, attempt: NumberFromOrigin): void {
  const { key, rules } = defence;
  if (!rules.rateLimits) return;
  const { phoneNumber, origin } = attempt;
  forgetSlips(trx, { phoneHash: hashForDefence(key, phoneNumber), source: sourceOf(key, origin) });
  rememberDevice(defence, trx, attempt);
  countVerified(defence, trx, attempt);
}

async function addWeight(
  { clock, random, key, governor }: Defence,
  trx: Transaction,
  { phoneNumber, origin }: NumberFromOrigin,
  weight: number,
): Promise<void> {
  const id = newId('gss', clock, random);
  const pair = { phoneHash: hashForDefence(key, phoneNumber), source: sourceOf(key, origin) };
  await addFailure(trx, { id, ...pair, weight, now: clock.now() });
  governor.countWrong(weight);
}
