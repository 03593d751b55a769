import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Statements } from '../connection.ts';
import { resultOf, send, sendingOf } from './client.ts';
import { statementError } from './errors.ts';

/** The statements of whoever has the client. */
export function clientStatements(
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
  timeoutMs: number | undefined,
): Statements {
  async function told<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw statementError(error);
    }
  }

  return {
    execute: async (query) =>
      resultOf(await told(send(client, sendingOf(query, nameOf(query.sql), timeoutMs)))),
    script: async (text) => {
      await told(send(client, { text, query_timeout: timeoutMs }));
      if (client.getTransactionStatus() !== 'T')
        throw new Error('the script has ended the transaction around it');
    },
    lock: async (name) => {
      const text = 'select pg_advisory_xact_lock($1)';
      await told(
        send(client, { text, values: [lockKey(name)], name: nameOf(text), query_timeout: timeoutMs }),
      );
    },
  };
}

function lockKey(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigInt64BE();
}
