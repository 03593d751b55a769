import type pg from 'pg';
import type { Statements } from '../connection.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { workSecondsMax } from '../transaction-work.ts';
import { send } from './client.ts';
import { isLockTimeout, isStalePlan, isUnavailable } from './errors.ts';
import { clientStatements } from './statements.ts';

const statementSecondsMax = 5;
/** The server's limit comes first; this one is for a network that drops everything. */
const answerSecondsMax = 7;
const lockMsMax = 250;

/** How a transaction begins, and how long it waits for an answer. */
export interface Terms {
  readonly begin: string;
  readonly answerMsMax: number | undefined;
}

/**
 * READ COMMITTED whatever the server's default is: a statement after a lock must see what was committed while it
 * waited. SET LOCAL instead of session settings, which would stay on a pooler's connection. The limit on idle time
 * frees locks when this process is frozen.
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
 * For a shared transaction. A participant that waits for a lock makes the others wait, so it soon runs alone. The
 * statements look up a few rows by key; without statistics, in a new table, the planner would read all of it.
 */
export const sharedTerms = terms(
  { ...usualLimits, lock_timeout: lockMsMax, enable_seqscan: 0 },
  answerSecondsMax * 1000,
);

export interface CommitParts {
  readonly pool: pg.Pool;
  nameOf(text: string): string | undefined;
}

interface Body<T> {
  /** Runs the statements. Not all of them need to be answered when it resolves. */
  run(statements: Statements): Promise<T>;
  /** The first error of a statement, or undefined; that of a command is known once all statements are answered. */
  failure(): unknown;
  answered(): Promise<unknown>;
}

/**
 * Runs the body in a transaction on a connection of the pool: durable when this resolves, undone when the body throws.
 */
export async function committed<T>(
  { pool, nameOf }: CommitParts,
  { begin, answerMsMax }: Terms,
  { run, failure, answered }: Body<T>,
): Promise<T> {
  const client = await pool.connect();
  // Not awaited: the first statement is sent together with it. If BEGIN itself fails (only an operator's cancel at that
  // very moment does that), the first statement runs outside of a transaction and the caller gets an error.
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

/** Ends a failed transaction and returns whether its connection must be closed. */
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

/** The cause of a DatabaseUnavailable, or the error itself. */
export function causeOf(reason: unknown): unknown {
  return reason instanceof DatabaseUnavailable ? reason.cause : reason;
}
