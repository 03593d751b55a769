import type { Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/id.ts';
import { hashForDefence } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { type Limit, type Limiter, namedLimits, type Tally } from '../rate-limit/index.ts';
import { longestFrom } from './code-length.ts';
import { addFailure, failureScore, forgetSlips, penaltyUntil } from './failures.ts';
import { rememberDevices } from './known-device-store.ts';
import { defenceProblems } from './problems.ts';
import { Refusal } from './refusal.ts';
import { devicesOf, isLoopback, type Origin, sourceOf } from './source.ts';

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly limiter: Limiter;
  readonly sourceKey: DerivedKey<'numbersAndOrigins'>;
  readonly verifiesPerAddress: readonly Limit[];
  readonly limitsLoopback: boolean;
  /** From this failure score on a number takes no guesses until it is unlocked (NIST SP 800-63B, 3.2.2). */
  readonly disabledFrom: number | undefined;
  /** Told of each wrong guess and with how many codes it was compared. */
  readonly onWrong: (compared: number) => void;
}

export interface GuessingGuard {
  /** Runs `work`, transactions of which one commits, with what `admit` needs to count by address. */
  counted<T>(origin: Origin, work: (tally: Tally) => Promise<T>): Promise<T>;
  /** Counts a guess that is about to be compared, or throws the Refusal that undoes the transaction. */
  admit(trx: Transaction, tally: Tally, phoneNumber: PhoneNumber, origin: Origin): Promise<void>;
  /** Writes a wrong guess down that was compared with so many codes. */
  wrong(trx: Transaction, phoneNumber: PhoneNumber, origin: Origin, compared: number): Promise<void>;
  /**
   * Writes down a wrong guess at two codes at once, which tells nothing of either. In the score it counts as one, and only
   * until codes are at their longest: strangers may make as many as they like, and more score would disable the number.
   */
  wrongPair(trx: Transaction, phoneNumber: PhoneNumber, origin: Origin): Promise<void>;
  /** Notes that the device signed in with the number: it is known from now on, and its own slips are forgotten. */
  right(trx: Transaction, phoneNumber: PhoneNumber, origin: Origin): Promise<void>;
}

export function createGuessingGuard(options: Options): GuessingGuard {
  const { clock, random, limiter, sourceKey, verifiesPerAddress } = options;

  async function wrong(trx: Transaction, phoneNumber: PhoneNumber, origin: Origin, weight: number) {
    const source = sourceOf(sourceKey, origin);
    const id = newId('gss', clock, random);
    const phoneHash = hashForDefence(sourceKey, phoneNumber);
    await addFailure(trx, { id, phoneHash, source, weight, now: clock.now() });
    options.onWrong(weight);
  }

  return {
    counted(origin, work) {
      const isLimited = options.limitsLoopback || !isLoopback(origin);
      if (!isLimited) return limiter.tallied([], work);
      const source = sourceOf(sourceKey, origin);
      return limiter.tallied(namedLimits('verifies_per_address', source, verifiesPerAddress), work);
    },

    async admit(trx, tally, phoneNumber, origin) {
      const now = clock.now();
      const source = sourceOf(sourceKey, origin);
      if (options.disabledFrom !== undefined) {
        const score = await failureScore(trx, hashForDefence(sourceKey, phoneNumber), now);
        if (score >= options.disabledFrom)
          throw new Refusal(defenceProblems.too_many_attempts, 'disabled', { score }, 3600);
      }
      const until = await penaltyUntil(trx, hashForDefence(sourceKey, phoneNumber), source);
      if (until > now) {
        const waitSeconds = Math.ceil((until - now) / 1000);
        throw new Refusal(defenceProblems.too_many_attempts, 'escalation', { waitSeconds }, waitSeconds);
      }
      // What only looks stands before it: a refusal that has changed nothing undoes nobody else's sign-in.
      const exceeded = await tally.take(trx);
      if (exceeded === undefined) return;
      const { name, max, windowSeconds, retryAfterSeconds } = exceeded;
      throw new Refusal(defenceProblems.too_many_attempts, name, { max, windowSeconds }, retryAfterSeconds);
    },

    wrong,

    async wrongPair(trx, phoneNumber, origin) {
      const score = await failureScore(trx, hashForDefence(sourceKey, phoneNumber), clock.now());
      await wrong(trx, phoneNumber, origin, score < longestFrom ? 1 : 0);
    },

    async right(trx, phoneNumber, origin) {
      const phoneHash = hashForDefence(sourceKey, phoneNumber);
      forgetSlips(trx, { phoneHash, source: sourceOf(sourceKey, origin) });
      rememberDevices(trx, phoneHash, devicesOf(sourceKey, origin), clock.now());
    },
  };
}
