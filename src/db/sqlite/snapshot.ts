import type { DatabaseSync } from 'node:sqlite';

/** What the reads of one turn of the event loop see. */
export interface Snapshot {
  /** To be called before each read. */
  open(): void;
  /** To be called before each commit of this process: the next read sees it, and no reader keeps the log from being emptied. */
  close(): void;
}

/**
 * Lets all reads of one turn of the event loop share one reading transaction: to take and give back its locks costs more
 * than most reads. The end of the turn closes it, so no request sees what was there before it came.
 */
export function turnSnapshot(reader: DatabaseSync): Snapshot {
  const begin = reader.prepare('BEGIN');
  const commit = reader.prepare('COMMIT');

  function close(): void {
    if (reader.isOpen && reader.isTransaction) commit.run();
  }

  return {
    open() {
      if (reader.isTransaction) return;
      begin.run();
      setImmediate(close);
    },
    close,
  };
}
