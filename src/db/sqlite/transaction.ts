import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseSync } from 'node:sqlite';
import { type Statements, transactionConnection } from '../connection.ts';
import type { TransactionOptions } from '../database.ts';
import type { Builder } from '../kysely.ts';
import { runWork, type Work, workSecondsMax } from '../transaction-work.ts';
import { sqliteError } from './errors.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Run } from './statements.ts';

/** The statements of the connection that writes. SQLite runs them synchronously. */
export function writerStatements(writer: DatabaseSync, run: Run): Statements {
  return {
    execute: async ({ sql, parameters }) => run(sql, parameters),
    script: async (text) => {
      try {
        writer.exec(text);
      } catch (error) {
        throw sqliteError(error);
      }
      if (!writer.isTransaction) throw new Error('the script has ended the transaction around it');
    },
    lock: async () => {}, // BEGIN IMMEDIATE already holds the only write lock.
  };
}

export interface GroupedParts {
  readonly group: GroupCommit;
  readonly builder: Builder;
  /** The statements of the connection that writes. */
  readonly writer: Statements;
  /** The same connection, for savepoints. */
  readonly run: Run;
}

/** Runs `work` as a member of the group, in its own savepoint. Resolves or rejects after the COMMIT. */
export function groupedTransaction<T>(
  { group, builder, writer, run }: GroupedParts,
  work: Work<T>,
  { patient = false }: TransactionOptions,
): Promise<T> {
  // The work keeps its caller's context (for logs and traces), not that of the caller who started the group.
  const asCaller = AsyncLocalStorage.snapshot();
  return new Promise((resolve, reject) => {
    let settle: () => void;
    group.add({
      patient,
      run: async () => {
        run('SAVEPOINT work', []);
        try {
          const secondsMax = patient ? Number.POSITIVE_INFINITY : workSecondsMax;
          const connection = transactionConnection(writer);
          const value = await asCaller(runWork<T>, builder, connection, work, secondsMax);
          await connection.answered();
          if (connection.failure() !== undefined) throw connection.failure();
          run('RELEASE work', []);
          settle = () => resolve(value);
          return true;
        } catch (error) {
          settle = () => reject(error);
          run('ROLLBACK TO work', []);
          run('RELEASE work', []);
          return false;
        }
      },
      settle: () => settle(),
      reject,
    });
  });
}
