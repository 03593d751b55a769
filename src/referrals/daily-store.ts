import { sql } from 'kysely';
import type { Queries } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';

const dayMs = 86_400_000;

const dayOf = (offsetMs: number) => sql<number>`cast((activated_at + ${offsetMs}) / 86400000 as bigint)`;

/** One day of a chart. */
export interface DayCount {
  /** The day's beginning, in epoch milliseconds. */
  readonly at: number;
  readonly count: number;
}

/**
 * How many people `referrerId` invited on each of the last `days` days up to `now`, oldest first. A day begins at
 * midnight in a zone that is `offsetMs` ahead of UTC.
 */
export async function countByDay(
  queries: Queries,
  referrerId: AccountId,
  { now, days, offsetMs }: { now: number; days: number; offsetMs: number },
): Promise<DayCount[]> {
  const today = Math.floor((now + offsetMs) / dayMs);
  const first = today - days + 1;
  const rows = await queries
    .selectFrom('referrals')
    .select([dayOf(offsetMs).as('day'), (eb) => eb.fn.countAll<number>().as('count')])
    .where('referrer_id', '=', referrerId)
    .where('activated_at', '>=', first * dayMs - offsetMs)
    .groupBy('day')
    .execute();
  const counts = new Map(rows.map(({ day, count }) => [day, count]));
  return Array.from({ length: days }, (_, index) => ({
    at: (first + index) * dayMs - offsetMs,
    count: counts.get(first + index) ?? 0,
  }));
}
