import { transactionConnection } from '../connection.ts';
import { runWork, WORK_SECONDS_MAX, type Work } from '../work.ts';
import { causeOf, committed, hastyTerms } from './commit.ts';
import { codeOf, isUnavailable } from './errors.ts';
import { sharedStatements } from './shared-statements.ts';
import type { TransactionParts } from './transaction.ts';

/** Whoever has to wait longer for a lock keeps others waiting, and has to do so alone. */
const terms = hastyTerms(250);
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs the work of all in one transaction; what came of each. Who throws before having changed anything harms nobody.
 * When another throws, or a statement fails, all is undone and this throws.
 */
export async function runTogether(
  parts: TransactionParts,
  works: readonly Work<unknown>[],
): Promise<PromiseSettledResult<unknown>[]> {
  const failures: (() => unknown)[] = [];
  const firstFailure = () => failures.map((failure) => failure()).find((error) => error !== undefined);
  return committed(parts, terms, {
    failure: firstFailure,
    run: async (statements) => {
      const shared = sharedStatements(statements.execute);
      const shares = works.map(() => shared.share());
      const outcomes = await Promise.allSettled(
        works.map((work, index) => {
          const connection = transactionConnection(shares[index] ?? shared.share());
          failures.push(connection.failure);
          return runWork(parts.builder, connection, work, WORK_SECONDS_MAX);
        }),
      );
      shared.send();
      if (firstFailure() !== undefined) throw firstFailure();
      outcomes.forEach((outcome, index) => {
        if (outcome.status === 'rejected' && shares[index]?.hasWritten()) throw outcome.reason;
      });
      return outcomes;
    },
  });
}

/** Whether those who failed together with this error may fare better alone. */
export function mayDoAlone(error: unknown): boolean {
  const reason = causeOf(error);
  return !isUnavailable(reason) || codeOf(reason) === LOCK_NOT_AVAILABLE;
}
