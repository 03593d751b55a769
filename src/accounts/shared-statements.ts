/** The statement of accounts that the participants of a shared transaction have in common. */
import { sql } from 'kysely';
import { rowsOf, sharedStatement } from '../db/index.ts';

/** Writes an account, unless its number or its invite code is taken: then no row comes back. */
export const insertAccount = sharedStatement(rowsOf('accounts'), 'id', (queries, rows, columns) =>
  queries
    .insertInto('accounts')
    .columns(columns)
    // Without a condition SQLite parses the `on` of `on conflict` as a join.
    .expression((eb) => eb.selectFrom(rows).selectAll().where(sql<boolean>`true`))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
);
