/** Counts in the database: all processes share the counters, and parallel requests cannot exceed a limit. */
import type { Transaction } from '../db/index.ts';
import type { NamedLimit } from './limit.ts';
import * as store from './store.ts';

/** A limit that is used up, and until when. */
export interface Exceeded {
  readonly name: string;
  readonly max: number;
  readonly windowSeconds: number;
  readonly retryAfterSeconds: number;
}

/** Counts one against each limit at `now` (epoch milliseconds). Returns the first used-up one: then roll back. */
export async function takeLimits(
  trx: Transaction,
  limits: readonly NamedLimit[],
  now: number,
): Promise<Exceeded | undefined> {
  // Always in the same order, or two requests could deadlock.
  for (const limit of limits.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (await store.count(trx, limit, now)) continue;
    const window = await store.find(trx, limit);
    return exceeded(limit, window?.resetsAt ?? now, now);
  }
  return undefined;
}

/** The first limit that is used up at `now` (epoch milliseconds), without counting anything. */
export async function peekLimits(
  trx: Transaction,
  limits: readonly NamedLimit[],
  now: number,
): Promise<Exceeded | undefined> {
  for (const limit of limits) {
    const window = await store.find(trx, limit);
    if (window !== undefined && window.resetsAt > now && window.count >= limit.max) {
      return exceeded(limit, window.resetsAt, now);
    }
  }
  return undefined;
}

function exceeded({ name, max, windowSeconds }: NamedLimit, resetsAt: number, now: number): Exceeded {
  return { name, max, windowSeconds, retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - now) / 1000)) };
}
