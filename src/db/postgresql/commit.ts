import type pg from 'pg';
import type { Statements } from '../connection.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { workSecondsMax } from '../work.ts';
import { send } from './client.ts';
import { isLockTimeout, isStalePlan, isUnavailable } from './errors.ts';
import { clientStatements } from './statements.ts';

const statementSecondsMax = 5;
/** The server's limit comes first; this one is for a network that swallows everything. */
const answerSecondsMax = 7;
const lockMsMax = 250;

/** How a transaction begins, and how long an answer is waited for. */
export interface Terms {
  readonly begin: string;
  readonly answerMsMax: number | undefined;
}

/**
 * READ COMMITTED whatever the server's default is: a statement after a lock must see what was committed
 * while it waited. SET LOCAL instead of session settings, because those would stay behind on a pooler's
 * connection. The limit on idleness frees locks when this process is frozen.
 */
function terms(settings: Readonly<Record<string, number>>, answerMsMax?: number): Terms {
  const commands = Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${value}`);
  return { begin: ['BEGIN ISOLATION LEVEL READ COMMITTED', ...commands].join('; '), answerMsMax };
}

const usualLimits = {
  statement_timeout: statementSecondsMax * 1000,
  idle_in_transaction_session_timeout: (workSecondsMax + 5) * 1000,
};
export const usualTerms = terms(usualLimits, answerSecondsMax * 1000);
export const patientTerms = terms({ statement_timeout: 0, idle_in_transaction_session_timeout: 0 });

/**
 * Of a transaction that is shared. Who waits for a lock keeps the others waiting, and is soon made to do so alone. Its
 * statements look up few rows by their keys; in a table too new for statistics the planner would rather read all of it.
 */
export const sharedTerms = terms(
  { ...usualLimits, lock_timeout: lockMsMax, enable_seqscan: 0 },
  answerSecondsMax * 1000,
);

export interface CommitParts {
  pool: pg.Pool;
  nameOf(text: string): string | undefined;
}

interface Body<T> {
  /** Does what the transaction is for. All it asked for need not be answered by its end. */
  run(statements: Statements): Promise<T>;
  /** The first error of a statement, or undefined; that of one which nobody waited for once all are answered. */
  failure(): unknown;
  answered(): Promise<unknown>;
}

/** Runs the body in a transaction on a connection of the pool; durable when this resolves, undone when the body throws. */
export async function committed<T>(
  { pool, nameOf }: CommitParts,
  { begin, answerMsMax }: Terms,
  { run, failure, answered }: Body<T>,
): Promise<T> {
  const client = await pool.connect();
  // Not awaited: the first statement travels with it. Where only BEGIN itself fails (nothing but an operator's
  // cancel in that very microsecond does that), the first statement stands alone and the caller gets an error.
  const begun = send(client, { text: begin, query_timeout: answerMsMax });
  begun.catch(() => {});
  try {
    const value = await run(clientStatements(client, nameOf, answerMsMax));
    await begun;
    if (client.getTransactionStatus() === 'I')
      throw new Error('a statement has ended the transaction around it');
    const { command } = await send(client, { text: 'COMMIT', query_timeout: answerMsMax });
    if (command !== 'COMMIT') {
      await answered();
      throw failure() ?? new Error('PostgreSQL rolled the transaction back instead of committing it');
    }
    client.release();
    return value;
  } catch (error) {
    client.release(await rollBack(client, begun, failure() ?? error));
    throw error;
  }
}

/** Ends a failed transaction; whether its connection has to be given up. */
async function rollBack(client: pg.PoolClient, begun: Promise<unknown>, reason: unknown): Promise<boolean> {
  const cause = causeOf(reason);
  if ((isUnavailable(cause) && !isLockTimeout(cause)) || isStalePlan(reason)) return true;
  try {
    await begun;
    await send(client, { text: 'ROLLBACK', query_timeout: answerSecondsMax * 1000 });
    return false;
  } catch {
    return true;
  }
}

/** What made the database unavailable, or the reason itself. */
export function causeOf(reason: unknown): unknown {
  return reason instanceof DatabaseUnavailable ? reason.cause : reason;
}
