/** The statement of the limits that sign-ins sharing a transaction have in common. */
import { sql } from 'kysely';
import { type Columns, namesOf, setStatement, type Tables, variants } from '../db/index.ts';

const windowColumns: Columns<Tables['limit_windows']> = {
  name: 'text',
  key: 'text',
  count: 'bigint',
  resets_at: 'bigint',
};

/** Starts a new window when the last one has ended, and counts in it unless it is used up: then no row comes back. */
export const upsertWindow = variants((max: number) =>
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
