import type { Queries, Transaction } from '../db/index.ts';
import type { DefencePhoneHash } from '../lib/phone-hash.ts';
import { upsertDevices } from './shared-statements.ts';

declare module '../db/index.ts' {
  interface Tables {
    known_devices: { phone_hash: DefencePhoneHash; device: string; seen_at: number };
  }
}

/** Whether one of `devices` has signed in with the number before. */
export async function isKnown(
  queries: Queries,
  phoneHash: DefencePhoneHash,
  devices: readonly string[],
): Promise<boolean> {
  const found = await queries
    .selectFrom('known_devices')
    .select('device')
    .where('phone_hash', '=', phoneHash)
    .where('device', 'in', devices)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Remembers that these devices signed in with the number. */
export function remember(
  trx: Transaction,
  phoneHash: DefencePhoneHash,
  devices: readonly string[],
  now: number,
): void {
  upsertDevices(trx, ...devices.map((device) => ({ phone_hash: phoneHash, device, seen_at: now })));
}

/** Forgets devices that were last seen before `before` (epoch milliseconds). */
export async function removeOld(trx: Transaction, before: number): Promise<void> {
  await trx.deleteFrom('known_devices').where('seen_at', '<', before).execute();
}
