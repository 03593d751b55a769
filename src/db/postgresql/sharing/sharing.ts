import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseUnavailable } from '../../errors.ts';
import type { Work } from '../../transaction-work.ts';
import { postgresqlError } from '../errors.ts';
import { runTransaction, type TransactionParts } from '../transaction.ts';
import { maySucceedAlone, runTogether } from './shared-transaction.ts';

/** Shared transactions at once: while the server works on one, this process works on the answers of another. */
const transactionsMax = 4;
const participantsMax = 64;
const waitSecondsMax = 5;

/** A work that may share a transaction, and its waiting caller. */
interface Participant {
  readonly key: string;
  readonly work: Work<unknown>;
  /** Answers the caller. */
  readonly timer: NodeJS.Timeout;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface Sharing {
  /**
   * Runs `work` in a transaction, perhaps together with others, but never at the same time as other work of its key.
   */
  run<T>(key: string, work: Work<T>): Promise<T>;
}

/**
 * Batches works that may share a transaction: all that came in this tick, or while the limit on concurrent transactions
 * was reached.
 */
export function openSharing(parts: TransactionParts): Sharing {
  const queue = new ParticipantQueue();
  let runningCount = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      while (runningCount < transactionsMax) {
        const participants = queue.take(participantsMax);
        if (participants.length === 0) return;
        void run(participants);
      }
    });
  }

  async function run(participants: readonly Participant[]): Promise<void> {
    runningCount += 1;
    const left = await runShared(participants);
    runningCount -= 1;
    schedule();
    await Promise.all(left.map(runAlone));
  }

  /** Returns the participants that must run alone. */
  async function runShared(participants: readonly Participant[]): Promise<readonly Participant[]> {
    try {
      const works = participants.map(({ work }) => work);
      const outcomes = await runTogether(parts, works);
      participants.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome?.reason);
      });
    } catch (error) {
      if (maySucceedAlone(error)) return participants;
      for (const { reject } of participants) reject(postgresqlError(error));
    }
    for (const { key } of participants) queue.release(key);
    return [];
  }

  async function runAlone({ key, work, resolve, reject }: Participant): Promise<void> {
    try {
      resolve(await runTransaction(parts, work, {}));
    } catch (error) {
      reject(error);
    }
    queue.release(key);
    schedule();
  }

  return {
    run: <T>(key: string, work: Work<T>) => {
      // The work keeps its caller's context (for logs and traces), not that of the caller who started the transaction.
      const asCaller = AsyncLocalStorage.snapshot();
      return new Promise<T>((resolve, reject) => {
        const timer = setTimeout(() => {
          queue.remove(participant);
          reject(new DatabaseUnavailable(`no transaction was free for ${waitSecondsMax} s`));
        }, waitSecondsMax * 1000);
        const participant = {
          key,
          work: (trx) => asCaller(work, trx),
          timer,
          resolve,
          reject,
        } as Participant;
        queue.add(participant);
        schedule();
      });
    },
  };
}

/** Participants that wait, by key, in the order in which they came. Only one of a key runs at a time. */
class ParticipantQueue {
  private readonly waiting = new Map<string, Participant[]>();
  private readonly runningKeys = new Set<string>();

  add(participant: Participant): void {
    const others = this.waiting.get(participant.key);
    if (others === undefined) this.waiting.set(participant.key, [participant]);
    else others.push(participant);
  }

  remove(participant: Participant): void {
    clearTimeout(participant.timer);
    const left = (this.waiting.get(participant.key) ?? []).filter((other) => other !== participant);
    if (left.length > 0) this.waiting.set(participant.key, left);
    else this.waiting.delete(participant.key);
  }

  /** Takes up to `max` participants of different keys; their keys are held until each is released. */
  take(max: number): Participant[] {
    const taken: Participant[] = [];
    for (const [key, [next]] of this.waiting) {
      if (taken.length === max) break;
      if (next === undefined || this.runningKeys.has(key)) continue;
      this.remove(next);
      this.runningKeys.add(key);
      taken.push(next);
    }
    return taken;
  }

  release(key: string): void {
    this.runningKeys.delete(key);
  }
}
