import type { Transaction } from '../db/index.ts';
import {
  admitAttempt,
  isKnownDevice,
  type NumberFromOrigin,
  recordRightAttempt,
  recordWrongAttempt,
  requiredDigitsByNow,
  sourceOf,
} from '../defence/index.ts';
import type { ChallengeId } from '../lib/id.ts';
import type { CodeRules, Codes } from './codes.ts';
import { isCode, type Purpose } from './confirmation-code.ts';
import * as store from './store.ts';
import { isTestNumber } from './test-phone-numbers.ts';

/** A code that somebody entered for a number. */
export interface CodeAttempt extends NumberFromOrigin {
  readonly purpose: Purpose;
  readonly code: string;
  /** If given, only the code of this challenge counts. */
  readonly challengeId: ChallengeId | undefined;
}

/** The dependencies of checking codes. */
export interface CodeChecks extends Pick<Codes, 'clock' | 'counters' | 'defence' | 'key'> {
  readonly rules: Pick<CodeRules, 'attemptsMax' | 'liveCodesMax' | 'testPhoneNumbers'>;
}

/** Attempts reserved for whoever requested the code, so that strangers cannot use up the owner's last one. */
const attemptsKept = 1;

/**
 * Counts an attempt, and consumes the code if it matches. Throws a Refusal when the address must wait. On a wrong code
 * the caller must let the transaction commit, or the attempt is not counted.
 */
export async function verifyCode(
  codes: CodeChecks,
  trx: Transaction,
  attempt: CodeAttempt,
): Promise<boolean> {
  const { counters, defence } = codes;
  await admitAttempt(defence, trx, attempt);
  const { isRight, compared } = (await isTooShort(codes, trx, attempt))
    ? { isRight: false, compared: 0 }
    : await compareAndCount(codes, trx, attempt);
  if (isRight) recordRightAttempt(defence, trx, attempt);
  else if (compared > 0) await recordWrongAttempt(defence, trx, attempt, compared);
  // A transaction that runs again counts twice.
  if (isRight) counters.codeVerified();
  else counters.codeRejected();
  return isRight;
}

/** Whether the code was hoarded before the governor tripped: too short now, except for known devices. */
async function isTooShort(codes: CodeChecks, trx: Transaction, attempt: CodeAttempt): Promise<boolean> {
  const { defence } = codes;
  if (attempt.code.length >= requiredDigitsByNow(defence)) return false;
  return !isTestNumber(codes, attempt.phoneNumber) && !(await isKnownDevice(defence, trx, attempt));
}

/** Compares the code with every live one it may match, and counts the attempt against each. */
async function compareAndCount(
  { clock, defence, key, rules }: CodeChecks,
  trx: Transaction,
  { phoneNumber, purpose, code, challengeId, origin }: CodeAttempt,
): Promise<{ readonly isRight: boolean; readonly compared: number }> {
  const { attemptsMax, liveCodesMax } = rules;
  const now = clock.now();
  const listed = await store.listLive(trx, { phoneNumber, purpose, now, attemptsMax });
  const newest = listed.slice(0, liveCodesMax);
  const live = newest.filter(({ id }) => challengeId === undefined || id === challengeId);
  if (live.length === 0) return { isRight: false, compared: 0 };

  const source = sourceOf(defence.key, origin);
  const asked = new Set(
    live.filter((one) => one.source === source || one.id === challengeId).map(({ id }) => id),
  );
  const matches = live.filter(({ id, codeHash }) =>
    isCode(key, { challengeId: id, purpose, phoneNumber }, code, codeHash),
  );
  const matched = matches[0]?.id ?? null;
  const counted = await store.countAttempts(trx, {
    ids: live.map(({ id }) => id),
    matched,
    now,
    attemptsMax: (id) => (asked.has(id) ? attemptsMax : attemptsMax - attemptsKept),
  });
  const isRight = matched !== null && counted.includes(matched);
  if (isRight && newest.length > 1) await store.consumeRest(trx, phoneNumber, purpose, now);
  return { isRight, compared: counted.length };
}
