import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseUnavailable, sentenceOf } from '../errors.ts';
import { isBusy } from './errors.ts';

/** What a transaction is to the group: done by `run`, told by `settle` or `reject`, never before the COMMIT. */
export interface Job {
  patient: boolean;
  /** Does the work inside its own savepoint. Whether it is to be kept. Throws when the whole group is lost. */
  run(): Promise<boolean>;
  /** Tells the caller what came of it. */
  settle(): void;
  reject(error: DatabaseUnavailable): void;
}

export interface GroupCommit {
  add(job: Job): void;
  /** Resolves when all transactions that were added have been told. */
  drained(): Promise<void>;
}

interface Writer {
  /** Runs one statement; throws what SQLite throws. */
  exec(sql: string): void;
  /** Whether a transaction is open; some failures (disk full) end it without being asked. */
  isOpen(): boolean;
}

const jobsMax = 256;
const busySecondsDefault = 5;
const busyWaitMsMax = 20;

/**
 * Lets the transactions that are asked for in one turn of the event loop share one durable COMMIT. They
 * run one after another; those that come while a group runs join it up to a bound. Between two groups
 * the event loop has its turn, so answers go out and other processes get at the lock.
 */
export function groupCommit(writer: Writer, busySecondsMax = busySecondsDefault): GroupCommit {
  const queue: Job[] = [];
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
    const done: Job[] = [];
    try {
      await begin();
      let kept = 0;
      for (
        let job = queue.shift();
        job !== undefined;
        job = done.length < jobsMax ? queue.shift() : undefined
      ) {
        done.push(job);
        if (await job.run()) kept += 1;
        if (!writer.isOpen()) throw new Error('SQLite ended the transaction');
      }
      writer.exec(kept > 0 ? 'COMMIT' : 'ROLLBACK');
    } catch (error) {
      const unavailable = new DatabaseUnavailable(
        `the transactions were not committed: ${sentenceOf(error)}`,
        { cause: error },
      );
      // Without a BEGIN nobody was served: all who wait are told, not each after a wait of its own.
      for (const job of done.length > 0 ? done : queue.splice(0)) job.reject(unavailable);
      return;
    }
    for (const job of done) job.settle();
  }

  async function begin(): Promise<void> {
    // What a failed COMMIT may have left open.
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
    add: (job) => {
      queue.push(job);
      if (running === undefined) start();
    },
    drained: async () => {
      while (running !== undefined) await running;
    },
  };
}
