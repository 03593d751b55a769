import { sql } from 'kysely';
import { type Columns, namesOf, type Queries, setCommand, type Transaction } from '../db/index.ts';
import type { DefencePhoneHash } from '../lib/phone-hash.ts';

interface KnownDeviceTable {
  phone_hash: DefencePhoneHash;
  device: string;
  seen_at: number;
}

declare module '../db/index.ts' {
  interface Tables {
    known_devices: KnownDeviceTable;
  }
}

/** Whether one of `devices` has signed in with the number before. */
export async function isKnownDevice(
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

const deviceColumns: Columns<KnownDeviceTable> = { phone_hash: 'text', device: 'text', seen_at: 'bigint' };

const upsertDevices = setCommand(deviceColumns, (queries, given) =>
  queries
    .insertInto('known_devices')
    .columns(namesOf(deviceColumns))
    .expression(({ selectFrom }) =>
      selectFrom(given)
        .select(({ fn }) => ['phone_hash', 'device', fn.max('seen_at').as('seen_at')])
        .where(sql<boolean>`true`)
        .groupBy(['phone_hash', 'device'])
        .orderBy('phone_hash')
        .orderBy('device'),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['phone_hash', 'device'])
        .doUpdateSet(({ ref }) => ({ seen_at: ref('excluded.seen_at') })),
    ),
);

/** Remembers that these devices signed in with the number. */
export function rememberDevices(
  trx: Transaction,
  phoneHash: DefencePhoneHash,
  devices: readonly string[],
  now: number,
): void {
  upsertDevices(trx, ...devices.map((device) => ({ phone_hash: phoneHash, device, seen_at: now })));
}
