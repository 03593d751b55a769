import type { Queries, Transaction } from '../db/index.ts';
import { keyedHash } from '../lib/keyed-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { ErasedPhoneHash } from './erased-number-store.ts';
import * as store from './erased-number-store.ts';

/** The numbers that accounts have let go of, which are not kept themselves. */
export interface ErasedNumbers {
  add(trx: Transaction, phoneNumber: PhoneNumber): Promise<void>;
  has(queries: Queries, phoneNumber: PhoneNumber): Promise<boolean>;
}

export function createErasedNumbers({ now }: { now(): number }, key: Uint8Array): ErasedNumbers {
  const hash = (phoneNumber: PhoneNumber) => keyedHash(key, phoneNumber) as ErasedPhoneHash;
  return {
    add: (trx, phoneNumber) => store.insert(trx, hash(phoneNumber), now()),
    has: (queries, phoneNumber) => store.has(queries, hash(phoneNumber)),
  };
}
