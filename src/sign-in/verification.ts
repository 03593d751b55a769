import type { Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { ChallengeId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { isCode, type Purpose } from './confirmation-code.ts';
import * as store from './store.ts';

/** A code that somebody typed, for the number it should have been sent to. */
export interface Guess {
  readonly phoneNumber: PhoneNumber;
  readonly purpose: Purpose;
  readonly code: string;
  /** When given, only this sending's code counts. */
  readonly challengeId: ChallengeId | undefined;
}

/**
 * Counts a guess, and consumes the code if it is right. The caller must let the transaction commit when it is wrong,
 * or the guess would not have been counted.
 */
export type Verify = (trx: Transaction, guess: Guess) => Promise<boolean>;

interface Options {
  readonly clock: Clock;
  readonly codeKey: Uint8Array;
  readonly attemptsMax: number;
  /** Only the newest so many codes of a number count. */
  readonly liveCodesMax: number;
}

export function createVerification({ clock, codeKey, attemptsMax, liveCodesMax }: Options): Verify {
  return async (trx, { phoneNumber, purpose, code, challengeId }) => {
    const now = clock.now();
    const live = (await store.listLive(trx, { phoneNumber, purpose, now, attemptsMax }))
      .slice(0, liveCodesMax)
      .filter(({ id }) => challengeId === undefined || id === challengeId);
    if (live.length === 0) return false;
    const matches = live.filter(({ id, codeHash }) =>
      isCode(codeKey, { challengeId: id, purpose, phoneNumber }, code, codeHash),
    );
    const matched = matches[0]?.id ?? null;
    const counted = await store.countGuess(trx, { ids: live.map(({ id }) => id), matched, now, attemptsMax });
    if (matched === null || !counted.includes(matched)) return false;
    if (live.length > 1 || challengeId !== undefined) await store.consumeRest(trx, phoneNumber, purpose, now);
    return true;
  };
}
