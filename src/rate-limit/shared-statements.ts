/** The statement of the limits that the participants of a shared transaction have in common. */
import { sql } from 'kysely';
import { rowsOf, sharedStatement } from '../db/index.ts';
import type { Limit } from './limit.ts';

/** Counts in the current window, starting a new one if the last has ended. Returns no row if it is used up. */
const countWithin = ({ max, windowSeconds }: Limit) => {
  const hasEnded = sql<boolean>`limit_windows.resets_at <= excluded.resets_at - ${sql.lit(windowSeconds * 1000)}`;
  return sharedStatement(rowsOf('limit_windows'), 'key', (queries, rows, columns) =>
    queries
      .insertInto('limit_windows')
      .columns(columns)
      // Without a condition SQLite parses the `on` of `on conflict` as a join.
      .expression((eb) => eb.selectFrom(rows).selectAll().where(sql<boolean>`true`))
      .onConflict((conflict) =>
        conflict
          .columns(['name', 'key'])
          .doUpdateSet({
            count: sql`case when ${hasEnded} then excluded.count else limit_windows.count + excluded.count end`,
            resets_at: sql`case when ${hasEnded} then excluded.resets_at else limit_windows.resets_at end`,
          })
          .where(({ eb, or }) => or([hasEnded, eb('limit_windows.count', '<', sql.lit(max))])),
      )
      .returning('key'),
  );
};

const made = new Map<string, ReturnType<typeof countWithin>>();

/** The statement of a limit, made once for each limit in the settings. */
export function countStatement(limit: Limit): ReturnType<typeof countWithin> {
  const name = `${limit.max}/${limit.windowSeconds}`;
  const statement = made.get(name) ?? countWithin(limit);
  made.set(name, statement);
  return statement;
}
