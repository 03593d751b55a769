import type { Queries, Transaction } from '../db/index.ts';
import type { Count, Counted, Scope } from './send-count-store.ts';
import * as store from './send-count-store.ts';

export type { Count, Counted, Scope };

const periodMs = 10 * 60_000;
const periodsPerDay = 86_400_000 / periodMs;
/** How many rows share a count that every sending adds to. */
const shards = 8;
const shared: ReadonlySet<Scope> = new Set(['total', 'country']);

const periodOf = (at: number) => Math.floor(at / periodMs);

/** Adds to the counts of the current period. `below` draws the shard. */
export function addCounts(
  trx: Transaction,
  counted: readonly Counted[],
  { sent, verified }: Count,
  { now, below }: { now: number; below: (limit: number) => number },
): void {
  const shard = below(shards);
  const counts = counted.map(({ scope, key }) => ({
    scope,
    key,
    period: periodOf(now),
    shard: shared.has(scope) ? shard : 0,
    sent,
    verified,
  }));
  store.add(trx, counts);
}

/** The counts since `since` (epoch milliseconds; whole ten minutes). */
export function countSince(queries: Queries, counted: Counted, since: number): Promise<Count> {
  return store.countAfter(queries, counted, periodOf(since));
}

/** The counts since `since` of each key that begins with `beginning`. */
export function countsByKey(
  queries: Queries,
  scope: Scope,
  beginning: string,
  since: number,
): Promise<(Count & { key: string })[]> {
  return store.countByKeyAfter(queries, scope, beginning, periodOf(since));
}

/** The most correctly entered codes of a key on one day (UTC) since `since`. */
export function verifiedOnBestDay(queries: Queries, counted: Counted, since: number): Promise<number> {
  return store.verifiedOnBestDayAfter(queries, counted, periodOf(since), periodsPerDay);
}

/** Removes the counts of before `before` (epoch milliseconds). */
export function removeOldCounts(trx: Transaction, before: number): Promise<void> {
  return store.removeBefore(trx, periodOf(before));
}
