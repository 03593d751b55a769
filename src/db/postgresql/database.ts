import { setTimeout as delay } from 'node:timers/promises';
import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { plainConnection } from '../connection.ts';
import type { Database, OpenOptions } from '../database.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { kyselyBuilder } from '../kysely.ts';
import { refuseNesting } from '../transaction-work.ts';
import { openLanes } from './lanes.ts';
import { openPool } from './pool.ts';
import { openSharing } from './sharing/sharing.ts';
import { statementNames } from './statement-names.ts';
import { runTransaction } from './transaction.ts';
import { waitForServer } from './wait.ts';

const pingSecondsMax = 2;

/**
 * Connects to PostgreSQL: a pool for transactions and a few shared connections for single reads.
 *
 * @throws DatabaseUnavailable, DatabaseRefusal
 */
export async function openPostgresql(url: string, options: OpenOptions): Promise<Database> {
  const { version, client } = await waitForServer(url, options);
  const builder = kyselyBuilder({
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  });
  const nameOf = statementNames(options.preparedStatements ?? true);
  const warn = (error: unknown) => options.onWarning?.('a connection to PostgreSQL was lost', error);
  const pool = openPool(url, options.connectionsMax, warn);
  const lanes = openLanes({ url, onLost: warn }, client, nameOf);
  const parts = { pool, builder, nameOf };
  const sharing = openSharing(parts);
  const running = new Set<Promise<unknown>>();
  let isOpen = true;

  function refuseClosed(): void {
    if (!isOpen) throw new DatabaseUnavailable('the database is closed');
  }

  async function read(query: CompiledQuery) {
    refuseClosed();
    return lanes.execute(query);
  }

  return {
    engine: 'postgresql',
    version,
    read: builder.queries(plainConnection(read)),
    transaction: async (work, transactionOptions = {}) => {
      refuseNesting();
      refuseClosed();
      const { shareBy } = transactionOptions;
      const outcome =
        shareBy === undefined ? runTransaction(parts, work, transactionOptions) : sharing.run(shareBy, work);
      running.add(outcome);
      try {
        return await outcome;
      } finally {
        running.delete(outcome);
      }
    },
    ping: async () => {
      const isLate = Symbol();
      const limit = delay(pingSecondsMax * 1000, isLate, { ref: false });
      if ((await Promise.race([read(CompiledQuery.raw('select 1')), limit])) === isLate) {
        throw new DatabaseUnavailable(`PostgreSQL did not answer for ${pingSecondsMax} s`);
      }
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      // The pool would drop callers that still wait for a connection.
      await Promise.allSettled(running);
      await Promise.all([pool.end(), lanes.close()]);
    },
  };
}
