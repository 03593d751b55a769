import type { Database } from '../db/index.ts';
import type { MessageId } from '../lib/id.ts';
import * as store from './store.ts';

/** Stores the outcomes of messages. */
export interface Outcomes {
  /** Resolves once it is durable. */
  write(id: MessageId, status: Exclude<store.MessageStatus, 'sending'>): Promise<void>;
}

interface Group {
  readonly statuses: Map<MessageId, store.MessageStatus>;
  readonly written: Promise<void>;
}

/**
 * Outcomes that come while a batch is being written share the next transaction. Otherwise thousands of messages in a
 * second would need thousands of transactions, each for one column of one row.
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
