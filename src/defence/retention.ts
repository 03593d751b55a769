import type { Transaction } from '../db/index.ts';
import { removeOld as removeOldFailures } from './failure-store.ts';
import { penaltyMs, scoreMs } from './failures.ts';
import { removeOld as removeOldDevices } from './known-device-store.ts';
import { removeOldCounts } from './send-counts.ts';

const dayMs = 86_400_000;
/** The fraud rules look back 14 days; a device stays known for half a year. */
const countsKeptMs = 15 * dayMs;
const devicesKeptMs = 180 * dayMs;

/** Removes what no rule needs any more. */
export async function removeOldDefenceRecords(trx: Transaction, now: number): Promise<void> {
  await removeOldFailures(trx, now - scoreMs, now - penaltyMs);
  await removeOldDevices(trx, now - devicesKeptMs);
  await removeOldCounts(trx, now - countsKeptMs);
}
