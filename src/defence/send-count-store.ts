import { sql } from 'kysely';
import type { Queries, Tables, Transaction } from '../db/index.ts';
import { upsertCounts } from './shared-statements.ts';

/** The kinds of send counters. */
export type Scope = 'total' | 'country' | 'prefix' | 'address' | 'address_country';

declare module '../db/index.ts' {
  interface Tables {
    send_counts: {
      scope: Scope;
      key: string;
      /** The number of the period; `send-counts.ts` defines its length. */
      period: number;
      shard: number;
      sent: number;
      verified: number;
    };
  }
}

export interface Count {
  readonly sent: number;
  readonly verified: number;
}

/** A counter that a code adds to. */
export interface Counted {
  readonly scope: Scope;
  readonly key: string;
}

/** Adds to the counts without waiting for the answer. */
export function add(trx: Transaction, counts: readonly Tables['send_counts'][]): void {
  upsertCounts(trx, ...counts);
}

const sum = (column: 'sent' | 'verified') =>
  sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`;

/** The counts of the periods after `period`. */
export function countAfter(queries: Queries, { scope, key }: Counted, period: number): Promise<Count> {
  return queries
    .selectFrom('send_counts')
    .select([sum('sent').as('sent'), sum('verified').as('verified')])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('period', '>', period)
    .executeTakeFirstOrThrow();
}

/** The same for each key that begins with `prefix`. */
export function countByKeyAfter(
  queries: Queries,
  scope: Scope,
  prefix: string,
  period: number,
): Promise<(Count & { key: string })[]> {
  return queries
    .selectFrom('send_counts')
    .select(['key', sum('sent').as('sent'), sum('verified').as('verified')])
    .where('scope', '=', scope)
    .where('key', '>=', prefix)
    .where('key', '<', `${prefix}\uffff`)
    .where('period', '>', period)
    .groupBy('key')
    .execute();
}

/** The highest count of verified codes on one day (`periodsPerDay` periods) after `period`. */
export async function verifiedOnBestDayAfter(
  queries: Queries,
  { scope, key }: Counted,
  period: number,
  periodsPerDay: number,
): Promise<number> {
  const day = sql<number>`period / ${sql.lit(periodsPerDay)}`;
  const best = await queries
    .selectFrom('send_counts')
    .select(sum('verified').as('verified'))
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('period', '>', period)
    .groupBy(day)
    .orderBy('verified', 'desc')
    .limit(1)
    .executeTakeFirst();
  return best?.verified ?? 0;
}

/** Removes the counts of periods before `period`. */
export async function removeBefore(trx: Transaction, period: number): Promise<void> {
  await trx.deleteFrom('send_counts').where('period', '<', period).execute();
}
