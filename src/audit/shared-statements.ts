/** The statement of the audit log that sign-ins sharing a transaction have in common. */
import { type Columns, namesOf, setCommand, type Tables } from '../db/index.ts';

const eventColumns: Columns<Tables['audit_events']> = {
  id: 'text',
  at: 'bigint',
  kind: 'text',
  account_id: 'text',
  session_id: 'text',
  phone_hash: 'text',
  rule: 'text',
  details: 'text',
};

export const insertEvent = setCommand(eventColumns, (queries, given) =>
  queries
    .insertInto('audit_events')
    .columns(namesOf(eventColumns))
    .expression((eb) => eb.selectFrom(given).selectAll()),
);
