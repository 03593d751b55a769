import type { Transaction } from '../db/index.ts';
import type { NamedLimit } from './limit.ts';
import * as store from './store.ts';

/** The limit that refused, and when it will not any more. */
export interface Exceeded {
  readonly name: string;
  readonly max: number;
  readonly windowSeconds: number;
  readonly retryAfterSeconds: number;
}

/** What one piece of work has to count against its limits. */
export interface Tally {
  /** Counts one against each limit; the first that is used up is returned, and the caller must roll back. */
  take(trx: Transaction): Promise<Exceeded | undefined>;
  /** The first limit that is used up, without counting anything. */
  peek(trx: Transaction): Promise<Exceeded | undefined>;
}

/** Counts requests against limits. */
export interface Limiter {
  /** Runs `work`, in whose transaction the tally may be taken. What is not taken there, or is rolled back, counts nothing. */
  tallied<T>(limits: readonly NamedLimit[], work: (tally: Tally) => Promise<T>): Promise<T>;
}

/** Counts in the database: all processes share the counters, and parallel requests cannot pass one another. */
export function createLimiter({ now }: { now(): number }): Limiter {
  return {
    tallied: (limits, work) =>
      work({
        async take(trx) {
          const at = now();
          // Always in the same order, or two requests could wait for each other's rows.
          for (const limit of limits.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
            const refused = await takeOne(trx, limit, at);
            if (refused !== undefined) return refused;
          }
          return undefined;
        },

        async peek(trx) {
          const at = now();
          for (const limit of limits) {
            const window = await store.find(trx, limit);
            if (window !== undefined && window.resetsAt > at && window.count >= limit.max) {
              return exceeded(limit, window.resetsAt, at);
            }
          }
          return undefined;
        },
      }),
  };
}

async function takeOne(trx: Transaction, limit: NamedLimit, now: number): Promise<Exceeded | undefined> {
  if (await store.count(trx, limit, now)) return undefined;
  return exceeded(limit, (await store.find(trx, limit))?.resetsAt ?? now, now);
}

/** `limit`, used up until `resetsAt`, as it is told at `now` (epoch milliseconds). */
function exceeded({ name, max, windowSeconds }: NamedLimit, resetsAt: number, now: number): Exceeded {
  return { name, max, windowSeconds, retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - now) / 1000)) };
}
