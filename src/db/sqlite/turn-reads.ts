import type { DatabaseSync } from 'node:sqlite';

/** Runs `read` at the end of this turn of the event loop, and rejects with what it throws. */
export type TurnReads = <T>(read: () => T) => Promise<T>;

interface Turn {
  readonly ended: Promise<void>;
  /** Reads that have not run. */
  left: number;
}

/**
 * Runs the reads that are asked for in one turn of the event loop together at its end, in one reading transaction: to take
 * and give back its locks costs more than most reads. Their answers also leave one after another, so a client with many
 * connections is woken once for them and not for each.
 */
export function turnReads(reader: DatabaseSync): TurnReads {
  const begin = reader.prepare('BEGIN');
  const commit = reader.prepare('COMMIT');
  let current: Turn | undefined;

  function open(): Turn {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    setImmediate(() => {
      current = undefined;
      resolve();
    });
    return { ended, left: 0 };
  }

  return async (read) => {
    current ??= open();
    const turn = current;
    turn.left += 1;
    // Awaited by each, so that an error's stack names who asked. All of them run before anything that their answers cause.
    await turn.ended;
    try {
      if (!reader.isTransaction) begin.run();
      return read();
    } finally {
      turn.left -= 1;
      if (turn.left === 0 && reader.isTransaction) commit.run();
    }
  };
}
