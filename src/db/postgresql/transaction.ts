import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type TransactionConnection, transactionConnection } from '../connection.ts';
import type { TransactionOptions } from '../database.ts';
import { DatabaseUnavailable, sentenceOf } from '../errors.ts';
import type { Builder } from '../kysely.ts';
import { runWork, type Work, workSecondsMax } from '../transaction-work.ts';
import { type CommitParts, causeOf, committed, patientTerms, usualTerms } from './commit.ts';
import { isRerunnable, postgresqlError } from './errors.ts';

const triesMax = 5;

export interface TransactionParts extends CommitParts {
  readonly builder: Builder;
}

/** The transaction must be run again because of `cause`. */
class Rerun extends Error {}

/** Runs `work` in a transaction; again after a deadlock or a serialization failure, at most five times in total. */
export async function runTransaction<T>(
  parts: TransactionParts,
  work: Work<T>,
  options: TransactionOptions,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(parts, work, options);
    } catch (error) {
      if (!(error instanceof Rerun)) throw postgresqlError(error);
      if (tries >= triesMax) {
        throw new DatabaseUnavailable(`the transaction failed ${tries} times: ${sentenceOf(error.cause)}`, {
          cause: error.cause,
        });
      }
    }
    await delay(randomInt(1, 10 * 2 ** tries));
  }
}

async function attempt<T>(parts: TransactionParts, work: Work<T>, options: TransactionOptions): Promise<T> {
  const patient = options.patient === true;
  const terms = patient ? patientTerms : usualTerms;
  const secondsMax = patient ? Number.POSITIVE_INFINITY : workSecondsMax;
  let connection: TransactionConnection | undefined;
  try {
    return await committed(parts, terms, {
      run: (statements) => {
        connection = transactionConnection(statements);
        return runWork(parts.builder, connection, work, secondsMax);
      },
      failure: () => connection?.failure(),
      answered: async () => connection?.answered(),
    });
  } catch (error) {
    const reason = causeOf(connection?.failure() ?? error);
    if (isRerunnable(reason)) throw new Rerun('run again', { cause: reason });
    throw error;
  }
}
