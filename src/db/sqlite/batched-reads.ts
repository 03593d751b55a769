import type { DatabaseSync } from 'node:sqlite';

/** Runs `read` at the end of this tick of the event loop, and rejects with what it throws. */
export type BatchedReads = <T>(read: () => T) => Promise<T>;

interface BatchState {
  readonly tickEnded: Promise<void>;
  /** Reads that have not run. */
  left: number;
}

/**
 * Runs the reads of one tick of the event loop together at its end, in one reading transaction: taking and releasing
 * its locks costs more than most reads. Their answers are also sent together, so a client with many connections wakes
 * up once for all of them.
 */
export function batchedReads(reader: DatabaseSync): BatchedReads {
  const begin = reader.prepare('BEGIN');
  const commit = reader.prepare('COMMIT');
  let current: BatchState | undefined;

  function startBatch(): BatchState {
    const { promise: tickEnded, resolve } = Promise.withResolvers<void>();
    setImmediate(() => {
      current = undefined;
      resolve();
    });
    return { tickEnded, left: 0 };
  }

  return async (read) => {
    current ??= startBatch();
    const batch = current;
    batch.left += 1;
    // Awaited by each read, so that an error's stack names its caller. All run before anything that their answers
    // cause.
    await batch.tickEnded;
    try {
      if (!reader.isTransaction) begin.run();
      return read();
    } finally {
      batch.left -= 1;
      if (batch.left === 0 && reader.isTransaction) commit.run();
    }
  };
}
