import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseUnavailable, sentenceOf } from '../errors.ts';
import { isBusy } from './errors.ts';

/** A transaction as a member of a group. Its caller gets no answer before the COMMIT. */
export interface Member {
  readonly patient: boolean;
  /** Runs the work in its own savepoint and returns whether to keep it. Throws when the whole group is lost. */
  run(): Promise<boolean>;
  /** Answers the caller with the outcome of `run`. */
  settle(): void;
  reject(error: DatabaseUnavailable): void;
}

export interface GroupCommit {
  add(member: Member): void;
  /** Resolves when all transactions that were added are answered. */
  drained(): Promise<void>;
}

interface Writer {
  /** Runs one statement; throws what SQLite throws. */
  exec(sql: string): void;
  /** Whether a transaction is open; some failures (disk full) end it. */
  isOpen(): boolean;
}

const membersMax = 256;
const busySecondsDefault = 5;
const busyWaitMsMax = 20;

/**
 * Lets the transactions of one tick of the event loop share one durable COMMIT. They run one after another; those that
 * come while a group runs join it, up to a limit. Between two groups the event loop runs, so that answers are sent and
 * other processes get the lock.
 */
export function groupCommit(writer: Writer, busySecondsMax = busySecondsDefault): GroupCommit {
  const queue: Member[] = [];
  let running: Promise<void> | undefined;

  function start(): void {
    running = new Promise((resolve) => {
      setImmediate(async () => {
        await runGroup();
        running = undefined;
        if (queue.length > 0) start();
        resolve();
      });
    });
  }

  async function runGroup(): Promise<void> {
    const done: Member[] = [];
    try {
      await begin();
      let kept = 0;
      for (
        let member = queue.shift();
        member !== undefined;
        member = done.length < membersMax ? queue.shift() : undefined
      ) {
        done.push(member);
        if (await member.run()) kept += 1;
        if (!writer.isOpen()) throw new Error('SQLite ended the transaction');
      }
      writer.exec(kept > 0 ? 'COMMIT' : 'ROLLBACK');
    } catch (error) {
      const unavailable = new DatabaseUnavailable(
        `the transactions were not committed: ${sentenceOf(error)}`,
        { cause: error },
      );
      // Without a BEGIN all who wait are answered now, instead of each after its own wait.
      for (const member of done.length > 0 ? done : queue.splice(0)) member.reject(unavailable);
      return;
    }
    for (const member of done) member.settle();
  }

  async function begin(): Promise<void> {
    // A failed COMMIT may have left the transaction open.
    if (writer.isOpen()) writer.exec('ROLLBACK');
    const startedAt = performance.now();
    for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, busyWaitMsMax)) {
      try {
        return writer.exec('BEGIN IMMEDIATE');
      } catch (error) {
        const isLate = performance.now() - startedAt > busySecondsMax * 1000;
        if (!isBusy(error) || (isLate && !queue.some(({ patient }) => patient))) throw error;
      }
      await delay(waitMs);
    }
  }

  return {
    add: (member) => {
      queue.push(member);
      if (running === undefined) start();
    },
    drained: async () => {
      while (running !== undefined) await running;
    },
  };
}
