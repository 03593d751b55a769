/** The statement of sessions that sign-ins sharing a transaction have in common. */
import { type Columns, namesOf, setCommand, type Tables } from '../db/index.ts';

const sessionColumns: Columns<Tables['sessions']> = {
  id: 'text',
  account_id: 'text',
  refresh_salt: 'text',
  refresh_number: 'bigint',
  refreshed_at: 'bigint',
  created_at: 'bigint',
  last_used_at: 'bigint',
  expires_at: 'bigint',
  absolute_end_at: 'bigint',
  ended_at: 'bigint',
  user_agent: 'text',
  network: 'text',
};

export const insertSession = setCommand(sessionColumns, (queries, given) =>
  queries
    .insertInto('sessions')
    .columns(namesOf(sessionColumns))
    .expression((eb) => eb.selectFrom(given).selectAll()),
);
