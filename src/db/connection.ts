import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { checkQuery } from './shared-query.ts';
import type { Transaction } from './tables.ts';

/** A connection for Kysely, and what differs between the engines. */
export interface EngineConnection extends DatabaseConnection {
  /** Runs a script of several statements, without parameters. */
  script(text: string): Promise<void>;
  /** Takes the named lock until the end of the transaction. */
  lock(name: string): Promise<void>;
}

/** The connection of one transaction, and the state of the transaction. */
export interface TransactionConnection extends EngineConnection {
  /** The first error of a statement, or undefined. */
  failure(): unknown;
  /** Resolves when every statement so far is answered, successfully or not. */
  answered(): Promise<void>;
  /** Makes every later statement fail. */
  end(): void;
}

/** Runs statements on an engine, without the rules common to both engines. */
export interface Statements {
  execute(query: CompiledQuery): Promise<QueryResult<unknown>>;
  script(text: string): Promise<void>;
  lock(name: string): Promise<void>;
}

/** A connection for statements outside of a transaction. */
export function plainConnection(
  execute: (query: CompiledQuery) => QueryResult<unknown> | Promise<QueryResult<unknown>>,
): DatabaseConnection {
  return {
    executeQuery: async <R>(query: CompiledQuery) => {
      checkQuery(query);
      return (await execute(query)) as QueryResult<R>;
    },
    streamQuery: refuseStream,
  };
}

/**
 * A connection for one transaction. After a failed statement it refuses all others, as PostgreSQL does and SQLite would
 * not. After the end of the transaction it does the same, so that a missing `await` is found.
 */
export function transactionConnection(statements: Statements): TransactionConnection {
  let failed = false;
  let failure: unknown;
  let ended = false;
  /** Answers come in the order of the statements. */
  let lastAnswer: Promise<unknown> | undefined;

  async function guard<T>(run: () => Promise<T>): Promise<T> {
    if (ended) throw new Error('a statement was given to a transaction that has ended; is an await missing?');
    if (failed) throw new Error('an earlier statement of this transaction has failed', { cause: failure });
    try {
      const answer = run();
      lastAnswer = answer;
      return await answer;
    } catch (error) {
      // After a failed command PostgreSQL refuses the next statement, but the command's error says more.
      if (failed) throw failure;
      failed = true;
      failure = error;
      throw error;
    }
  }

  return {
    executeQuery: <R>(query: CompiledQuery) =>
      guard(() => {
        checkQuery(query);
        return statements.execute(query) as Promise<QueryResult<R>>;
      }),
    streamQuery: refuseStream,
    script: (text) => guard(() => statements.script(text)),
    lock: (name) => guard(() => statements.lock(name)),
    failure: () => failure,
    answered: async () => {
      await Promise.allSettled([lastAnswer]);
    },
    end: () => {
      ended = true;
    },
  };
}

/** The connection of `trx`, for what Kysely lacks. */
export function connectionOf(trx: Transaction): Promise<EngineConnection> {
  return trx.getExecutor().provideConnection(async (connection) => connection as EngineConnection);
}

function refuseStream(): never {
  throw new Error('streaming is not supported; read in pages');
}
