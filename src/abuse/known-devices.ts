import type { Queries, Transaction } from '../db/index.ts';
import type { PhoneHash } from './source.ts';

declare module '../db/index.ts' {
  interface Tables {
    known_devices: { phone_hash: PhoneHash; device: string; seen_at: number };
  }
}

/** Whether one of `devices` has signed in with the number before. */
export async function isKnownDevice(
  queries: Queries,
  phoneHash: PhoneHash,
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
export async function rememberDevices(
  trx: Transaction,
  phoneHash: PhoneHash,
  devices: readonly string[],
  now: number,
): Promise<void> {
  await trx
    .insertInto('known_devices')
    .values(devices.toSorted().map((device) => ({ phone_hash: phoneHash, device, seen_at: now })))
    .onConflict((conflict) => conflict.columns(['phone_hash', 'device']).doUpdateSet({ seen_at: now }))
    .execute();
}
