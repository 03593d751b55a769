import { isSameInConstantTime } from '../lib/constant-time.ts';
import type { AccountId, ChallengeId } from '../lib/id.ts';
import { keyedHash } from '../lib/keyed-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';

/**
 * What a code was sent for. It works for nothing else: a code for a change of number works only for the account that
 * requested it.
 */
export type Purpose = 'sign_in' | `phone_change:${AccountId}`;

/** The purpose in the message log, without the account. */
export function messagePurpose(purpose: Purpose): string {
  return purpose.split(':', 1)[0] ?? purpose;
}

/** What a code is bound to: it matches only for this challenge, purpose and number. */
export interface CodeBinding {
  readonly challengeId: ChallengeId;
  readonly purpose: Purpose;
  readonly phoneNumber: PhoneNumber;
}

/** A code of `length` digits, each of the 10^length equally likely. */
export function drawCode(length: number, random: Random): string {
  let code = '';
  while (code.length < length) code += random.below(10);
  return code;
}

/** What is stored of a code: an HMAC-SHA-256 over everything it is bound to. */
export function hashCode(
  key: DerivedKey<'codes'>,
  { challengeId, purpose, phoneNumber }: CodeBinding,
  code: string,
): string {
  return keyedHash(key, `${challengeId}\n${purpose}\n${phoneNumber}\n${code}`);
}

/** Whether `code` is the one that was hashed, compared in constant time. */
export function isCode(key: DerivedKey<'codes'>, binding: CodeBinding, code: string, hash: string): boolean {
  return isSameInConstantTime(hashCode(key, binding, code), hash);
}
