/** The statement of accounts that sign-ins sharing a transaction have in common. */
import { sql } from 'kysely';
import { type Columns, namesOf, setStatement, type Tables } from '../db/index.ts';

const accountColumns: Columns<Tables['accounts']> = {
  id: 'text',
  phone_number: 'text',
  name: 'text',
  invite_code: 'text',
  created_at: 'bigint',
  ended_at: 'bigint',
};

/** Writes an account unless its number or its invite code is taken: then no row comes back. */
export const insertAccount = setStatement({ key: 'id', columns: accountColumns }, (queries, given) =>
  queries
    .insertInto('accounts')
    .columns(namesOf(accountColumns))
    // Without a condition SQLite takes the `on` of `on conflict` for a join's.
    .expression((eb) => eb.selectFrom(given).selectAll().where(sql<boolean>`true`))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
);
