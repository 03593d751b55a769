import type { Queries, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { hashForErasure } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import * as store from './erased-number-store.ts';

/** The numbers that accounts have left, kept as hashes only. */
interface ErasedNumbers {
  readonly clock: Clock;
  readonly erasedKey: DerivedKey<'erasedNumbers'>;
}

export async function addErasedNumber(
  erased: ErasedNumbers,
  trx: Transaction,
  phoneNumber: PhoneNumber,
): Promise<void> {
  await store.insert(trx, hashForErasure(erased.erasedKey, phoneNumber), erased.clock.now());
}

/** Whether the number belonged to an earlier account: its next account does not count as a new referral. */
export function isReturningNumber(
  erased: Pick<ErasedNumbers, 'erasedKey'>,
  queries: Queries,
  phoneNumber: PhoneNumber,
): Promise<boolean> {
  return store.has(queries, hashForErasure(erased.erasedKey, phoneNumber));
}
