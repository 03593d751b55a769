import type { Queries, Transaction } from '../db/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { failureScore, forgetFailures } from './failures.ts';
import { phoneHashOf } from './source.ts';

/** What counts against a number, for its operator. Times are epoch milliseconds. */
export interface NumberReport {
  readonly failureScore: number;
  /** Until when the addresses that guessed wrong must wait. */
  readonly penaltiesUntil: readonly number[];
}

export async function reportOn(
  queries: Queries,
  key: Uint8Array,
  phoneNumber: PhoneNumber,
  now: number,
): Promise<NumberReport> {
  const phoneHash = phoneHashOf(key, phoneNumber);
  const penalties = await queries
    .selectFrom('penalties')
    .select('until')
    .where('phone_hash', '=', phoneHash)
    .where('until', '>', now)
    .execute();
  return {
    failureScore: await failureScore(queries, phoneHash, now),
    penaltiesUntil: penalties.map(({ until }) => until),
  };
}

/** Takes back all that counts against a number. */
export async function pardon(trx: Transaction, key: Uint8Array, phoneNumber: PhoneNumber): Promise<void> {
  await forgetFailures(trx, phoneHashOf(key, phoneNumber));
}
