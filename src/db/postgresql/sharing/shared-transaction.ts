import { type TransactionConnection, transactionConnection } from '../../connection.ts';
import { runWork, WORK_SECONDS_MAX, type Work, withLimit } from '../../work.ts';
import { causeOf, committed, sharedTerms } from '../commit.ts';
import { isLockTimeout, isUnavailable } from '../errors.ts';
import type { TransactionParts } from '../transaction.ts';
import { sharedStatements } from './shared-statements.ts';

/**
 * Runs the work of all in one transaction; what came of each. Who throws before having changed anything harms nobody.
 * When another throws, or a statement fails, all is undone and this throws.
 */
export async function runTogether(
  parts: TransactionParts,
  works: readonly Work<unknown>[],
): Promise<PromiseSettledResult<unknown>[]> {
  const connections: TransactionConnection[] = [];
  let first: unknown;
  /** The one that came first says what happened: those behind it only that the transaction has failed. */
  const failure = () => first ?? connections.map((one) => one.failure()).find((error) => error !== undefined);
  return committed(parts, sharedTerms, {
    failure,
    answered: () => Promise.all(connections.map((connection) => connection.answered())),
    run: async (statements) => {
      const shared = sharedStatements(async (query) => {
        try {
          return await statements.execute(query);
        } catch (error) {
          first ??= error;
          throw error;
        }
      });
      const partakers = works.map((work) => {
        const share = shared.share();
        const connection = transactionConnection(share);
        connections.push(connection);
        return { share, run: () => runWork(parts.builder, connection, work, Number.POSITIVE_INFINITY) };
      });
      const outcomes = await withLimit(
        () => Promise.allSettled(partakers.map(({ run }) => run())),
        WORK_SECONDS_MAX,
      ).finally(() => {
        for (const connection of connections) connection.end();
        shared.send();
      });
      if (failure() !== undefined) throw failure();
      outcomes.forEach((outcome, index) => {
        if (outcome.status === 'rejected' && partakers[index]?.share.hasWritten()) throw outcome.reason;
      });
      return outcomes;
    },
  });
}

/** Whether those who failed together with this error may fare better alone. */
export function mayDoAlone(error: unknown): boolean {
  const reason = causeOf(error);
  return !isUnavailable(reason) || isLockTimeout(reason);
}
