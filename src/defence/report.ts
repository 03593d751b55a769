import type { Queries, Transaction } from '../db/index.ts';
import { hashForDefence } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { listPenaltiesUntil } from './failure-store.ts';
import { failureScore, forgetFailures } from './failures.ts';

/** What counts against a number, for the operator. Times are epoch milliseconds. */
export interface NumberReport {
  readonly failureScore: number;
  /** Until when the addresses of wrong attempts must wait. */
  readonly penaltiesUntil: readonly number[];
}

export async function reportOnNumber(
  { key, now }: { readonly key: DerivedKey<'numbersAndOrigins'>; readonly now: number },
  queries: Queries,
  phoneNumber: PhoneNumber,
): Promise<NumberReport> {
  const phoneHash = hashForDefence(key, phoneNumber);
  return {
    failureScore: await failureScore(queries, phoneHash, now),
    penaltiesUntil: await listPenaltiesUntil(queries, phoneHash, now),
  };
}

/** Clears everything that counts against a number. */
export async function forgetNumber(
  key: DerivedKey<'numbersAndOrigins'>,
  trx: Transaction,
  phoneNumber: PhoneNumber,
): Promise<void> {
  await forgetFailures(trx, hashForDefence(key, phoneNumber));
}
