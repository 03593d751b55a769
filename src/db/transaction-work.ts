import { AsyncLocalStorage } from 'node:async_hooks';
import type { TransactionConnection } from './connection.ts';
import type { Builder } from './kysely.ts';
import type { Transaction } from './tables.ts';

export type Work<T> = (trx: Transaction) => Promise<T>;

/** How long the work of one transaction may take, including all waiting. */
export const workSecondsMax = 10;

const running = new AsyncLocalStorage<{ open: boolean }>();

/** @throws Error when the work of a transaction calls it: on SQLite the work would wait for itself forever. */
export function refuseNesting(): void {
  if (running.getStore()?.open) {
    throw new Error('a transaction was started inside a transaction; pass the open one on');
  }
}

/**
 * Runs `work` on the connection of a transaction that has begun and returns its value; the caller then commits.
 *
 * @throws what the work threw; an Error when a statement failed and the work went on; an Error when it took longer than
 * the limit. In each case the transaction must be rolled back.
 */
export async function runWork<T>(
  builder: Builder,
  connection: TransactionConnection,
  work: Work<T>,
  secondsMax: number,
): Promise<T> {
  const state = { open: true };
  try {
    const value = await withLimit(
      () => running.run(state, work, builder.transaction(connection)),
      secondsMax,
    );
    if (connection.failure() !== undefined) {
      throw new Error('a statement failed and the transaction went on; it was rolled back', {
        cause: connection.failure(),
      });
    }
    return value;
  } finally {
    state.open = false;
    connection.end();
  }
}

/** @throws Error when `run` takes longer. */
export async function withLimit<T>(run: () => Promise<T>, secondsMax: number): Promise<T> {
  if (secondsMax === Number.POSITIVE_INFINITY) return run();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`a transaction took longer than ${secondsMax} s; it was rolled back`));
    }, secondsMax * 1000);
  });
  try {
    return await Promise.race([run(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
