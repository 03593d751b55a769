import { createHash, randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { type Statements, transactionConnection } from '../connection.ts';
import type { TransactionOptions } from '../database.ts';
import { DatabaseUnavailable, sentenceOf } from '../errors.ts';
import type { Builder } from '../kysely.ts';
import { runWork, WORK_SECONDS_MAX, type Work } from '../work.ts';
import { resultOf, send, sendingOf } from './client.ts';
import { isRerunnable, isStalePlan, isUnavailable, postgresqlError, statementError } from './errors.ts';

const TRIES_MAX = 5;
const STATEMENT_SECONDS_MAX = 5;
/** The server's limit comes first; this one is for a network that swallows everything. */
const ANSWER_SECONDS_MAX = 7;

/**
 * READ COMMITTED whatever the server's default is: a statement after a lock must see what was committed
 * while it waited. SET LOCAL instead of session settings, because those would stay behind on a pooler's
 * connection. The second limit frees locks when this process is frozen.
 */
const BEGIN = `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = ${STATEMENT_SECONDS_MAX * 1000}; SET LOCAL idle_in_transaction_session_timeout = ${(WORK_SECONDS_MAX + 5) * 1000}`;
const BEGIN_PATIENTLY =
  'BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0';

export interface TransactionParts {
  pool: pg.Pool;
  builder: Builder;
  nameOf(text: string): string | undefined;
}

/** The transaction is to be run again; `cause` is why. */
class Rerun extends Error {}

/** Runs `work` in a transaction, again after a deadlock or serialization failure, at most five times in all. */
export async function runTransaction<T>(
  parts: TransactionParts,
  work: Work<T>,
  options: TransactionOptions,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(parts, work, options);
    } catch (error) {
      if (!(error instanceof Rerun)) throw postgresqlError(error);
      if (tries >= TRIES_MAX) {
        throw new DatabaseUnavailable(`the transaction failed ${tries} times: ${sentenceOf(error.cause)}`, {
          cause: error.cause,
        });
      }
    }
    await delay(randomInt(1, 10 * 2 ** tries));
  }
}

async function attempt<T>(
  { pool, builder, nameOf }: TransactionParts,
  work: Work<T>,
  options: TransactionOptions,
): Promise<T> {
  const client = await pool.connect();
  const patient = options.patient === true;
  const timeoutMs = patient ? undefined : ANSWER_SECONDS_MAX * 1000;
  const connection = transactionConnection(clientStatements(client, nameOf, timeoutMs));
  // Not awaited: the first statement travels with it. Where only BEGIN itself fails (nothing but an operator's
  // cancel in that very microsecond does that), the first statement stands alone and the caller gets an error.
  const begun = send(client, { text: patient ? BEGIN_PATIENTLY : BEGIN, query_timeout: timeoutMs });
  begun.catch(() => {});
  try {
    const value = await runWork(
      builder,
      connection,
      work,
      patient ? Number.POSITIVE_INFINITY : WORK_SECONDS_MAX,
    );
    await begun;
    if (client.getTransactionStatus() === 'I')
      throw new Error('a statement has ended the transaction around it');
    const { command } = await send(client, { text: 'COMMIT', query_timeout: timeoutMs });
    if (command !== 'COMMIT')
      throw (
        connection.failure() ?? new Error('PostgreSQL rolled the transaction back instead of committing it')
      );
    client.release();
    return value;
  } catch (error) {
    const reason = connection.failure() ?? error;
    const isGone = await rollBack(client, begun, reason);
    client.release(isGone);
    if (isRerunnable(causeOf(reason))) throw new Rerun('run again', { cause: causeOf(reason) });
    throw error;
  }
}

/** Ends a failed transaction; whether its connection has to be given up. */
async function rollBack(client: pg.PoolClient, begun: Promise<unknown>, reason: unknown): Promise<boolean> {
  if (isUnavailable(causeOf(reason)) || isStalePlan(reason)) return true;
  try {
    await begun;
    await send(client, { text: 'ROLLBACK', query_timeout: ANSWER_SECONDS_MAX * 1000 });
    return false;
  } catch {
    return true;
  }
}

function causeOf(reason: unknown): unknown {
  return reason instanceof DatabaseUnavailable ? reason.cause : reason;
}

function clientStatements(
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
