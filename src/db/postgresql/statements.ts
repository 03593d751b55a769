import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Statements } from '../connection.ts';
import { clientQueryOf, resultOf, send } from './client.ts';
import { statementError } from './errors.ts';

/** Statements on one connection. */
export function clientStatements(
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
  timeoutMs: number | undefined,
): Statements {
  async function translated<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw statementError(error);
    }
  }

  return {
    execute: async (query) =>
      resultOf(await translated(send(client, clientQueryOf(query, nameOf(query.sql), timeoutMs)))),
    script: async (text) => {
      await translated(send(client, { text, query_timeout: timeoutMs }));
      if (client.getTransactionStatus() !== 'T')
        throw new Error('the script has ended the transaction around it');
    },
    lock: async (name) => {
      const text = 'select pg_advisory_xact_lock($1)';
      await translated(
        send(client, { text, values: [lockKey(name)], name: nameOf(text), query_timeout: timeoutMs }),
      );
    },
  };
}

function lockKey(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigInt64BE();
}
