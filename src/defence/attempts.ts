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

/** `Retry-After` for a disabled number, which stays so until it is unlocked. */
const disabledRetryAfterSeconds = 3600;

/** Counts an attempt before its code is compared, or throws a Refusal, which rolls the transaction back. */
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
  // After the reads: a refusal that changed nothing rolls back nobody else's sign-in.
  const limits = limitsByAddress(defence, 'verifies_per_address', rules.verifiesPerAddress, origin);
  await takeOrRefuse(defence, trx, limits, defenceProblems.too_many_attempts);
}

/** Records a wrong attempt that was compared with `compared` codes. */
export async function recordWrongAttempt(
  defence: Defence,
  trx: Transaction,
  attempt: NumberFromOrigin,
  compared: number,
): Promise<void> {
  if (defence.rules.rateLimits) await addWeight(defence, trx, attempt, compared);
}

/**
 * Records a wrong attempt at two codes at once, which reveals nothing about either. It adds one to the score, and only
 * until codes are at their longest: strangers may make any number of them, and a higher score would disable the number.
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

/** Records a correct attempt: the device becomes known, its own mistakes are forgotten, the code counts as entered. */
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
