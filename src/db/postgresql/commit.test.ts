import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { type TransactionConnection, transactionConnection } from '../connection.ts';
import { committed, usualTerms } from './commit.ts';

type Callback = (error: Error | null, result?: { command: string; rows: unknown[] }) => void;

/** A pool of one client, which reports a failed statement together with the result of COMMIT. */
function fakePool(error: Error): pg.Pool {
  let failLast: Callback = () => {};
  const client = {
    query: ({ text, callback: answer }: { text: string; callback: Callback }) => {
      if (text === 'fail') failLast = answer;
      else if (text === 'COMMIT') {
        failLast(error);
        answer(null, { command: 'ROLLBACK', rows: [] });
      } else answer(null, { command: text, rows: [] });
    },
    getTransactionStatus: () => 'E',
    release: () => {},
  };
  return { connect: async () => client } as unknown as pg.Pool;
}

test('a transaction that could not be committed throws the error of the statement that nobody waited for', async () => {
  const error = new Error('failed');
  let connection: TransactionConnection | undefined;
  const outcome = committed({ pool: fakePool(error), nameOf: () => undefined }, usualTerms, {
    run: async (statements) => {
      connection = transactionConnection(statements);
      const query = { sql: 'fail', parameters: [] } as unknown as CompiledQuery;
      connection.executeQuery(query).catch(() => {});
    },
    failure: () => connection?.failure(),
    answered: async () => connection?.answered(),
  });
  await assert.rejects(outcome, (thrown) => thrown === error);
});
