import type { Transaction } from '../db/index.ts';
import type { Defence, Origin } from '../defence/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { ChallengeId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import type { Tally } from '../rate-limit/index.ts';
import { isCode, type Purpose } from './confirmation-code.ts';
import * as store from './store.ts';

/** A code that somebody typed, for the number it should have been sent to. */
export interface Guess {
  readonly phoneNumber: PhoneNumber;
  readonly purpose: Purpose;
  readonly code: string;
  /** When given, only this sending's code counts. */
  readonly challengeId: ChallengeId | undefined;
  readonly origin: Origin;
}

/**
 * Counts a guess, and consumes the code if it is right. Throws a Refusal when the guesser must wait. The caller must let
 * the transaction commit when the guess is wrong, or it would not have been counted. The tally is that of `guessing.counted`.
 */
export type Verify = (trx: Transaction, tally: Tally, guess: Guess) => Promise<boolean>;

interface Options {
  readonly clock: Clock;
  readonly codeKey: DerivedKey<'codes'>;
  readonly defence: Defence;
  readonly attemptsMax: number;
  /** Only the newest so many codes of a number count. */
  readonly liveCodesMax: number;
  readonly rateLimits: boolean;
  /** Whether the number's code is fixed: it cannot grow, whatever happens. */
  readonly isTestNumber: (phoneNumber: PhoneNumber) => boolean;
}

/** Of a code's tries, so many are kept for whoever asked for it: strangers cannot use up the owner's last one. */
const triesKept = 1;

export function createVerification(options: Options): Verify {
  const { clock, codeKey, defence, attemptsMax, liveCodesMax, rateLimits, isTestNumber } = options;

  return async (trx, tally, guess) => {
    const { phoneNumber, purpose, code, challengeId, origin } = guess;
    if (rateLimits) await defence.guessing.admit(trx, tally, phoneNumber, origin);
    // Codes that were hoarded before the governor tripped are too short now, but for whoever signed in from here before.
    if (rateLimits && code.length < defence.lengthByNow() && !isTestNumber(phoneNumber)) {
      if (!(await defence.isKnownDevice(trx, phoneNumber, origin))) return false;
    }
    const now = clock.now();
    const source = defence.source(origin);
    const newest = (await store.listLive(trx, { phoneNumber, purpose, now, attemptsMax })).slice(
      0,
      liveCodesMax,
    );
    const live = newest.filter(({ id }) => challengeId === undefined || id === challengeId);
    if (live.length === 0) return false;

    const asked = new Set(
      live.filter((one) => one.source === source || one.id === challengeId).map(({ id }) => id),
    );
    const matches = live.filter(({ id, codeHash }) =>
      isCode(codeKey, { challengeId: id, purpose, phoneNumber }, code, codeHash),
    );
    const matched = matches[0]?.id ?? null;
    const counted = await store.countGuess(trx, {
      ids: live.map(({ id }) => id),
      matched,
      now,
      attemptsMax: (id) => (asked.has(id) ? attemptsMax : attemptsMax - triesKept),
    });
    const isRight = matched !== null && counted.includes(matched);
    if (isRight) {
      if (newest.length > 1) await store.consumeRest(trx, phoneNumber, purpose, now);
      if (rateLimits) await defence.guessing.right(trx, phoneNumber, origin);
      if (rateLimits) await defence.sending.verified(trx, phoneNumber, origin);
    } else if (rateLimits && counted.length > 0) {
      await defence.guessing.wrong(trx, phoneNumber, origin, counted.length);
    }
    return isRight;
  };
}
