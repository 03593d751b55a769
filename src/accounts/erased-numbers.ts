import type { Queries, Transaction } from '../db/index.ts';
import { hashForErasure } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import * as store from './erased-number-store.ts';

/** The numbers that accounts have let go of, which are not kept themselves. */
export interface ErasedNumbers {
  add(trx: Transaction, phoneNumber: PhoneNumber): Promise<void>;
  has(queries: Queries, phoneNumber: PhoneNumber): Promise<boolean>;
}

export function createErasedNumbers(
  { now }: { now(): number },
  key: DerivedKey<'erasedNumbers'>,
): ErasedNumbers {
  const hash = (phoneNumber: PhoneNumber) => hashForErasure(key, phoneNumber);
  return {
    add: (trx, phoneNumber) => store.insert(trx, hash(phoneNumber), now()),
    has: (queries, phoneNumber) => store.has(queries, hash(phoneNumber)),
  };
}
