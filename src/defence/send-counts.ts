import { sql } from 'kysely';
import { type Columns, namesOf, type Queries, setCommand, type Transaction } from '../db/index.ts';

/** What codes are counted by. */
export type Scope = 'total' | 'country' | 'prefix' | 'address' | 'address_country';

interface SendCountTable {
  scope: Scope;
  key: string;
  period: number;
  shard: number;
  sent: number;
  verified: number;
}

declare module '../db/index.ts' {
  interface Tables {
    send_counts: SendCountTable;
  }
}

export interface Count {
  readonly sent: number;
  readonly verified: number;
}

/** One thing that a code is counted under. */
export interface Counted {
  readonly scope: Scope;
  readonly key: string;
}

const periodMs = 10 * 60_000;
/** Over so many rows is spread what everybody's sendings have in common. */
const shards = 8;
const shared: ReadonlySet<Scope> = new Set(['total', 'country']);

const periodOf = (at: number) => Math.floor(at / periodMs);

const countColumns: Columns<SendCountTable> = {
  scope: 'text',
  key: 'text',
  period: 'bigint',
  shard: 'bigint',
  sent: 'bigint',
  verified: 'bigint',
};
const countKey = ['scope', 'key', 'period', 'shard'] as const;

const upsertCounts = setCommand(countColumns, (queries, given) =>
  queries
    .insertInto('send_counts')
    .columns(namesOf(countColumns))
    .expression(({ selectFrom }) =>
      selectFrom(given)
        .select(({ fn }) => [...countKey, fn.sum('sent').as('sent'), fn.sum('verified').as('verified')])
        .where(sql<boolean>`true`)
        .groupBy(countKey)
        .orderBy('scope')
        .orderBy('key')
        .orderBy('period')
        .orderBy('shard'),
    )
    .onConflict((conflict) =>
      conflict.columns(countKey).doUpdateSet({
        sent: sql`send_counts.sent + excluded.sent`,
        verified: sql`send_counts.verified + excluded.verified`,
      }),
    ),
);

/** Adds to the counts of now. `below` draws the shard. */
export function addCounts(
  trx: Transaction,
  counted: readonly Counted[],
  { sent, verified }: Count,
  { now, below }: { now: number; below: (limit: number) => number },
): void {
  const shard = below(shards);
  const rows = counted.map(({ scope, key }) => ({
    scope,
    key,
    period: periodOf(now),
    shard: shared.has(scope) ? shard : 0,
    sent,
    verified,
  }));
  upsertCounts(trx, ...rows);
}

const sum = (column: 'sent' | 'verified') =>
  sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`;

/** The counts since `since` (epoch milliseconds; whole ten minutes). */
export async function countSince(queries: Queries, { scope, key }: Counted, since: number): Promise<Count> {
  return queries
    .selectFrom('send_counts')
    .select([sum('sent').as('sent'), sum('verified').as('verified')])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('period', '>', periodOf(since))
    .executeTakeFirstOrThrow();
}

/** The counts since `since` of each key that begins with `beginning`. */
export async function countsByKey(
  queries: Queries,
  scope: Scope,
  beginning: string,
  since: number,
): Promise<(Count & { key: string })[]> {
  return queries
    .selectFrom('send_counts')
    .select(['key', sum('sent').as('sent'), sum('verified').as('verified')])
    .where('scope', '=', scope)
    .where('key', '>=', beginning)
    .where('key', '<', `${beginning}\uffff`)
    .where('period', '>', periodOf(since))
    .groupBy('key')
    .execute();
}

const periodsPerDay = 86_400_000 / periodMs;

/** The most codes of a key that were entered rightly on one day (UTC) since `since`. */
export async function verifiedOnBestDay(
  queries: Queries,
  { scope, key }: Counted,
  since: number,
): Promise<number> {
  const day = sql<number>`period / ${sql.lit(periodsPerDay)}`;
  const best = await queries
    .selectFrom('send_counts')
    .select(sum('verified').as('verified'))
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('period', '>', periodOf(since))
    .groupBy(day)
    .orderBy('verified', 'desc')
    .limit(1)
    .executeTakeFirst();
  return best?.verified ?? 0;
}
