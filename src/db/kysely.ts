import {
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  Transaction as KyselyTransaction,
  type QueryExecutor,
} from 'kysely';
import type { Queries, Tables, Transaction } from './tables.ts';

/** Kysely's objects for connections that this folder manages itself. */
export interface Builder {
  queries(connection: DatabaseConnection): Queries;
  transaction(connection: DatabaseConnection): Transaction;
}

/** Bypasses Kysely's own transactions and connections, which know neither group commit nor retries. */
export function kyselyBuilder(
  parts: Pick<Dialect, 'createAdapter' | 'createIntrospector' | 'createQueryCompiler'>,
): Builder {
  const dialect: Dialect = { ...parts, createDriver: () => refusingDriver };
  const adapter = parts.createAdapter();
  const compiler = parts.createQueryCompiler();
  const config = { dialect };

  function props(connection: DatabaseConnection) {
    const executor: QueryExecutor = new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    });
    // Skips plugins and abort signals, which are not used here: they would be half the cost of a small read.
    executor.executeQuery = (query) => connection.executeQuery(query);
    return { config, dialect, driver: refusingDriver, executor };
  }

  return {
    queries: (connection) => new Kysely<Tables>(props(connection)),
    transaction: (connection) => new KyselyTransaction<Tables>(props(connection)),
  };
}

async function refuse(): Promise<never> {
  throw new Error('use database.transaction and database.close');
}

const refusingDriver: Driver = {
  init: refuse,
  acquireConnection: refuse,
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: refuse,
  destroy: refuse,
};
