import { plainConnection } from '../connection.ts';
import type { Database } from '../database.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { refuseNesting } from '../transaction-work.ts';
import { batchedReads } from './batched-reads.ts';
import { sqliteBuilder } from './builder.ts';
import { openConnections } from './connections.ts';
import { groupCommit } from './group-commit.ts';
import { statementRunner } from './statements.ts';
import { groupedTransaction, writerStatements } from './transaction.ts';

/**
 * Opens `pozovi.db` in `dataDir`. Several processes may have it open: WAL and BEGIN IMMEDIATE keep them apart.
 *
 * @throws DatabaseRefusal, DatabaseUnavailable
 */
export async function openSqlite(dataDir: string): Promise<Database> {
  const { version, writer, reader } = await openConnections(dataDir);
  const builder = sqliteBuilder();
  const runOnWriter = statementRunner(writer);
  const runOnReader = statementRunner(reader);
  const statements = writerStatements(writer, runOnWriter);
  const batched = batchedReads(reader);
  const group = groupCommit({
    exec: (sql) => {
      runOnWriter(sql, []);
    },
    isOpen: () => writer.isTransaction,
  });
  let isOpen = true;

  function refuseClosed(): void {
    if (!isOpen) throw new DatabaseUnavailable('the database is closed');
  }

  return {
    engine: 'sqlite',
    version,
    read: builder.queries(
      plainConnection(({ sql, parameters }) => {
        refuseClosed();
        return batched(() => runOnReader(sql, parameters));
      }),
    ),
    transaction: async (work, options = {}) => {
      refuseNesting();
      refuseClosed();
      return groupedTransaction({ group, builder, writer: statements, run: runOnWriter }, work, options);
    },
    ping: async () => {
      refuseClosed();
      runOnReader('select count(*) as tables from sqlite_schema', []);
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await group.drained();
      await batched(() => {}); // After the reads that wait.
      reader.close();
      writer.close();
    },
  };
}
