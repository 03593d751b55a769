/** The statement of the audit log that the participants of a shared transaction have in common. */
import { rowsOf, sharedCommand } from '../db/index.ts';

export const insertEvent = sharedCommand(rowsOf('audit_events'), (queries, rows, columns) =>
  queries
    .insertInto('audit_events')
    .columns(columns)
    .expression((eb) => eb.selectFrom(rows).selectAll()),
);
