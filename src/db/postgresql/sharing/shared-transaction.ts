import { type TransactionConnection, transactionConnection } from '../../connection.ts';
import { runWork, type Work, withLimit, workSecondsMax } from '../../transaction-work.ts';
import { causeOf, committed, sharedTerms } from '../commit.ts';
import { isLockTimeout, isUnavailable } from '../errors.ts';
import type { TransactionParts } from '../transaction.ts';
import { batchedStatements } from './batched-statements.ts';

/**
 * Runs every work in one transaction and returns each outcome. A work that throws before it wrote anything does not
 * affect the others. When one throws later, or a statement fails, everything is undone and this throws.
 */
export async function runTogether(
  parts: TransactionParts,
  works: readonly Work<unknown>[],
): Promise<PromiseSettledResult<unknown>[]> {
  const connections: TransactionConnection[] = [];
  let firstError: unknown;
  /** The first error says what happened; later ones only that the transaction has failed. */
  const failure = () =>
    firstError ?? connections.map((one) => one.failure()).find((error) => error !== undefined);
  return committed(parts, sharedTerms, {
    failure,
    answered: () => Promise.all(connections.map((connection) => connection.answered())),
    run: async (statements) => {
      const batched = batchedStatements(async (query) => {
        try {
          return await statements.execute(query);
        } catch (error) {
          firstError ??= error;
          throw error;
        }
      });
      const participants = works.map((work) => {
        const own = batched.join();
        const connection = transactionConnection(own);
        connections.push(connection);
        return { own, run: () => runWork(parts.builder, connection, work, Number.POSITIVE_INFINITY) };
      });
      const outcomes = await withLimit(
        () => Promise.allSettled(participants.map(({ run }) => run())),
        workSecondsMax,
      ).finally(() => {
        for (const connection of connections) connection.end();
        batched.flush();
      });
      if (failure() !== undefined) throw failure();
      outcomes.forEach((outcome, index) => {
        if (outcome.status === 'rejected' && participants[index]?.own.hasWritten()) throw outcome.reason;
      });
      return outcomes;
    },
  });
}

/** Whether the works that failed together with this error may succeed when each is run alone. */
export function maySucceedAlone(error: unknown): boolean {
  const reason = causeOf(error);
  return !isUnavailable(reason) || isLockTimeout(reason);
}
