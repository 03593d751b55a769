import type { Queries, Transaction } from '../db/index.ts';
import { hashForDefence } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { listPenaltiesUntil } from './failure-store.ts';
import { failureScore, forgetFailures } from './failures.ts';

/** What counts against a number, for its operator. Times are epoch milliseconds. */
export interface NumberReport {
  readonly failureScore: number;
  /** Until when the addresses that guessed wrong must wait. */
  readonly penaltiesUntil: readonly number[];
}

export async function reportOn(
  queries: Queries,
  key: DerivedKey<'numbersAndOrigins'>,
  phoneNumber: PhoneNumber,
  now: number,
): Promise<NumberReport> {
  const phoneHash = hashForDefence(key, phoneNumber);
  return {
    failureScore: await failureScore(queries, phoneHash, now),
    penaltiesUntil: await listPenaltiesUntil(queries, phoneHash, now),
  };
}

/** Takes back all that counts against a number. */
export async function pardon(
  trx: Transaction,
  key: DerivedKey<'numbersAndOrigins'>,
  phoneNumber: PhoneNumber,
): Promise<void> {
  await forgetFailures(trx, hashForDefence(key, phoneNumber));
}
