import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseUnavailable } from '../../errors.ts';
import type { Work } from '../../work.ts';
import { postgresqlError } from '../errors.ts';
import { runTransaction, type TransactionParts } from '../transaction.ts';
import { mayDoAlone, runTogether } from './shared-transaction.ts';

/** Shared transactions under way: while the server works on one, the answers of another are worked on here. */
const UNDER_WAY_MAX = 4;
const PARTAKERS_MAX = 64;
const WAIT_SECONDS_MAX = 5;

/** Work that may share a transaction, and who waits for it. */
interface Partaker {
  readonly key: string;
  readonly work: Work<unknown>;
  /** Ends the waiting. */
  readonly timer: NodeJS.Timeout;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface Sharing {
  /** Runs `work` in a transaction, perhaps in one with others, but never at the same time as other work of its key. */
  run<T>(key: string, work: Work<T>): Promise<T>;
}

/**
 * Brings those together whose work may share a transaction: all who have come by the end of the turn, or while as many
 * transactions were under way as may be.
 */
export function openSharing(parts: TransactionParts): Sharing {
  /** By key, in the order of their coming. */
  const waiting = new Map<string, Partaker[]>();
  const busy = new Set<string>();
  let underWay = 0;
  let isDue = false;

  function beginSoon(): void {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      while (underWay < UNDER_WAY_MAX) {
        const partakers = takeNext();
        if (partakers.length === 0) return;
        void carryOut(partakers);
      }
    });
  }

  function wait(partaker: Partaker): void {
    const others = waiting.get(partaker.key);
    if (others === undefined) waiting.set(partaker.key, [partaker]);
    else others.push(partaker);
  }

  function stopWaiting(partaker: Partaker): void {
    clearTimeout(partaker.timer);
    const left = (waiting.get(partaker.key) ?? []).filter((other) => other !== partaker);
    if (left.length > 0) waiting.set(partaker.key, left);
    else waiting.delete(partaker.key);
  }

  function takeNext(): Partaker[] {
    const partakers: Partaker[] = [];
    for (const [key, [next]] of waiting) {
      if (partakers.length === PARTAKERS_MAX) break;
      if (next === undefined || busy.has(key)) continue;
      stopWaiting(next);
      busy.add(key);
      partakers.push(next);
    }
    return partakers;
  }

  async function carryOut(partakers: readonly Partaker[]): Promise<void> {
    underWay++;
    const left = await together(partakers);
    underWay--;
    beginSoon();
    await Promise.all(left.map(alone));
  }

  /** Who is left to be run alone. */
  async function together(partakers: readonly Partaker[]): Promise<readonly Partaker[]> {
    try {
      const works = partakers.map(({ work }) => work);
      const outcomes = await runTogether(parts, works);
      partakers.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome?.reason);
      });
    } catch (error) {
      if (mayDoAlone(error)) return partakers;
      for (const { reject } of partakers) reject(postgresqlError(error));
    }
    for (const { key } of partakers) busy.delete(key);
    return [];
  }

  async function alone({ key, work, resolve, reject }: Partaker): Promise<void> {
    try {
      resolve(await runTransaction(parts, work, {}));
    } catch (error) {
      reject(error);
    }
    busy.delete(key);
    beginSoon();
  }

  return {
    run: <T>(key: string, work: Work<T>) => {
      // The work keeps its caller's context (as a log or a trace has), not that of whoever began the transaction.
      const asCaller = AsyncLocalStorage.snapshot();
      return new Promise<T>((resolve, reject) => {
        const timer = setTimeout(() => {
          stopWaiting(partaker);
          reject(new DatabaseUnavailable(`no transaction was free for ${WAIT_SECONDS_MAX} s`));
        }, WAIT_SECONDS_MAX * 1000);
        const partaker = { key, work: (trx) => asCaller(work, trx), timer, resolve, reject } as Partaker;
        wait(partaker);
        beginSoon();
      });
    },
  };
}
