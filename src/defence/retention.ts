import type { Transaction } from '../db/index.ts';
import { penaltyMs, scoreMs } from './failures.ts';

const dayMs = 86_400_000;
/** The fraud rules look back 14 days; a device stays known for half a year. */
const countsKeptMs = 15 * dayMs;
const devicesKeptMs = 180 * dayMs;
const periodMs = 600_000;

/** Removes what no rule looks at any more. */
export async function removeOldDefenceRecords(trx: Transaction, now: number): Promise<void> {
  await trx
    .deleteFrom('guess_failures')
    .where('at', '<', now - scoreMs)
    .execute();
  await trx
    .deleteFrom('penalties')
    .where('updated_at', '<', now - penaltyMs)
    .execute();
  await trx
    .deleteFrom('known_devices')
    .where('seen_at', '<', now - devicesKeptMs)
    .execute();
  await trx
    .deleteFrom('send_counts')
    .where('period', '<', Math.floor((now - countsKeptMs) / periodMs))
    .execute();
}
