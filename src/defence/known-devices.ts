import type { Queries, Transaction } from '../db/index.ts';
import { hashForDefence } from '../lib/phone-hash.ts';
import type { Defence, NumberFromOrigin } from './defence.ts';
import * as store from './known-device-store.ts';
import { devicesOf } from './source.ts';

/** Whether the device has signed in with the number before. */
export function isKnownDevice(
  { key }: Defence,
  queries: Queries,
  { phoneNumber, origin }: NumberFromOrigin,
): Promise<boolean> {
  return store.isKnown(queries, hashForDefence(key, phoneNumber), devicesOf(key, origin));
}

/** Remembers that the device signed in with the number, without waiting for the answer. */
export function rememberDevice(
  { clock, key }: Defence,
  trx: Transaction,
  { phoneNumber, origin }: NumberFromOrigin,
): void {
  store.remember(trx, hashForDefence(key, phoneNumber), devicesOf(key, origin), clock.now());
}
