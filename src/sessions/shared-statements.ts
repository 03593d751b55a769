/** The statement of sessions that the participants of a shared transaction have in common. */
import { rowsOf, sharedCommand } from '../db/index.ts';

export const insertSession = sharedCommand(rowsOf('sessions'), (queries, rows, columns) =>
  queries
    .insertInto('sessions')
    .columns(columns)
    .expression((eb) => eb.selectFrom(rows).selectAll()),
);
