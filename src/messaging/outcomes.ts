import type { Database } from '../db/index.ts';
import type { MessageId } from '../lib/id.ts';
import * as store from './store.ts';

/** Writes what became of messages. */
export interface Outcomes {
  /** Resolves once it is durable. */
  write(id: MessageId, status: Exclude<store.MessageStatus, 'sending'>): Promise<void>;
}

interface Group {
  readonly statuses: Map<MessageId, store.MessageStatus>;
  readonly written: Promise<void>;
}

/**
 * What comes while one group of outcomes is being written shares the next transaction: thousands of messages that leave
 * in one second would otherwise need thousands of transactions, each of them for one column of one row.
 */
export function createOutcomes(database: Database): Outcomes {
  let last = Promise.resolve();
  let gathering: Group | undefined;

  function gather(): Group {
    const statuses = new Map<MessageId, store.MessageStatus>();
    const written = last.then(() => {
      gathering = undefined;
      return database.transaction(async (trx) => {
        for (const [id, status] of statuses) store.setStatus(trx, { id, status });
      });
    });
    last = written.catch(() => {});
    return { statuses, written };
  }

  return {
    write(id, status) {
      gathering ??= gather();
      gathering.statuses.set(id, status);
      return gathering.written;
    },
  };
}
