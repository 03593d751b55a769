import type { Database } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { addToCounts, moveWatermark } from './count-store.ts';

/** An activation is visible at most this long after its time; transactions end long before. */
const settledAfterMs = 30_000;

/**
 * Adds the activations up to a settled moment to the counts, and moves the watermark there. Any number of processes may
 * call it at once.
 */
export async function rollUpCounts(database: Database, clock: Clock): Promise<void> {
  const until = clock.now() - settledAfterMs;
  await database.transaction(async (trx) => {
    const from = await moveWatermark(trx, until);
    if (from !== undefined) await addToCounts(trx, from, until);
  });
}
