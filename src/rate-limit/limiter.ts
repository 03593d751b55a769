import { sql } from 'kysely';
import { type Columns, namesOf, setStatement, type Transaction, variants } from '../db/index.ts';

/** At most `max` within a window of `windowSeconds` that begins with the first one. */
export interface Limit {
  readonly max: number;
  readonly windowSeconds: number;
}

/** A limit as it holds for one key, such as one address. */
export interface NamedLimit extends Limit {
  /** Used in settings, audit, metrics and answers. */
  readonly name: string;
  readonly key: string;
}

/** The limit that refused, and when it will not any more. */
export interface Exceeded {
  readonly name: string;
  readonly max: number;
  readonly windowSeconds: number;
  readonly retryAfterSeconds: number;
}

/** What one piece of work has to count against its limits. */
export interface Tally {
  /** Counts one against each limit; the first that is used up is returned, and the caller must roll back. */
  take(trx: Transaction): Promise<Exceeded | undefined>;
  /** The first limit that is used up, without counting anything. */
  peek(trx: Transaction): Promise<Exceeded | undefined>;
}

/** Where limits are counted. */
export interface Limiter {
  /**
   * Runs `work`, in whose transaction the tally may be taken. What is not taken there, or is rolled back, counts nothing.
   * Counters that are not in the database are asked before and after `work`: no transaction waits for a network.
   */
  tallied<T>(limits: readonly NamedLimit[], work: (tally: Tally) => Promise<T>): Promise<T>;
}

interface WindowTable {
  name: string;
  key: string;
  count: number;
  resets_at: number;
}

declare module '../db/index.ts' {
  interface Tables {
    limit_windows: WindowTable;
  }
}

/** The limits named `name` for `key`: one row for each window. */
export function namedLimits(name: string, key: string, limits: readonly Limit[]): NamedLimit[] {
  return limits.map((limit) => ({ ...limit, name: `${name}_${limit.windowSeconds}s`, key }));
}

/** Counts in the database: all processes share the counters, and parallel requests cannot pass one another. */
export function createDatabaseLimiter({ now }: { now(): number }): Limiter {
  return {
    tallied: (limits, work) =>
      work({
        async take(trx) {
          const at = now();
          // Always in the same order, or two requests could wait for each other's rows.
          for (const limit of limits.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
            const refused = await takeOne(trx, limit, at);
            if (refused !== undefined) return refused;
          }
          return undefined;
        },

        async peek(trx) {
          const at = now();
          for (const limit of limits) {
            const window = await findWindow(trx, limit);
            if (window !== undefined && window.resetsAt > at && window.count >= limit.max) {
              return exceeded(limit, window.resetsAt, at);
            }
          }
          return undefined;
        },
      }),
  };
}

const windowColumns: Columns<WindowTable> = {
  name: 'text',
  key: 'text',
  count: 'bigint',
  resets_at: 'bigint',
};

/** Begins a window anew when it is over, and counts in it unless it is used up: then no row comes back. */
const upsertWindow = variants((max: number) =>
  variants((windowSeconds: number) => {
    const isOver = sql<boolean>`limit_windows.resets_at <= excluded.resets_at - ${sql.lit(windowSeconds * 1000)}`;
    return setStatement({ key: 'key', columns: windowColumns }, (queries, given) =>
      queries
        .insertInto('limit_windows')
        .columns(namesOf(windowColumns))
        .expression(({ selectFrom }) => selectFrom(given).selectAll().where(sql<boolean>`true`))
        .onConflict((conflict) =>
          conflict
            .columns(['name', 'key'])
            .doUpdateSet({
              count: sql`case when ${isOver} then excluded.count else limit_windows.count + excluded.count end`,
              resets_at: sql`case when ${isOver} then excluded.resets_at else limit_windows.resets_at end`,
            })
            .where(({ eb, or }) => or([isOver, eb('limit_windows.count', '<', sql.lit(max))])),
        )
        .returning('key'),
    );
  }),
);

async function takeOne(trx: Transaction, limit: NamedLimit, now: number): Promise<Exceeded | undefined> {
  const { name, key, max, windowSeconds } = limit;
  const window = { name, key, count: 1, resets_at: now + windowSeconds * 1000 };
  const counted = await upsertWindow(max)(windowSeconds)(trx, window);
  if (counted.length === 1) return undefined;
  return exceeded(limit, (await findWindow(trx, limit))?.resetsAt ?? now, now);
}

function findWindow(trx: Transaction, { name, key }: NamedLimit) {
  return trx
    .selectFrom('limit_windows')
    .select(['count', 'resets_at as resetsAt'])
    .where('name', '=', name)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** `limit`, used up until `resetsAt`, as it is told at `now` (epoch milliseconds). */
export function exceeded({ name, max, windowSeconds }: NamedLimit, resetsAt: number, now: number): Exceeded {
  return { name, max, windowSeconds, retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - now) / 1000)) };
}

/** Removes the windows that are over. */
export async function removeOldWindows(trx: Transaction, now: number): Promise<void> {
  await trx.deleteFrom('limit_windows').where('resets_at', '<', now).execute();
}
