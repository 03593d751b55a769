import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Queries } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { failuresSince } from './failures.ts';
import { findState, type GovernorState, updateState } from './governor-store.ts';

const hourMs = 3_600_000;
/** A decision is used for this long, so that sendings do not count the last hour each. */
const recountAfterMs = 5_000;
const failuresFloor = 100;
const failuresShare = 0.1;

/** As many wrong guesses in an hour as may be people's slips. */
function limitAt(successes: number): number {
  return Math.max(failuresFloor, failuresShare * successes);
}

/** Whether so many wrong guesses in an hour are more than people's slips. */
export function isOver(failures: number, successes: number): boolean {
  return failures > limitAt(successes);
}

/** The digits that all new codes have at least: 6 for the first hour above the limit, then 8; 0 when all is quiet. */
export function governedLength(state: GovernorState, now: number): number {
  if (state.overAt === 0 || now - state.overAt >= hourMs) return 0;
  return now - state.trippedAt < hourMs ? 6 : 8;
}

export interface Governor {
  /** The digits that all new codes have at least, or 0. */
  length(): Promise<number>;
  /** The same as far as is known by now, without waiting: fit for the middle of a transaction. */
  lengthByNow(): number;
  /** Counts wrong guesses, so that the limit is noticed at once and not only at the next recount. */
  failed(weight: number): void;
}

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  /** Right guesses since a time (epoch milliseconds). */
  readonly successesSince: (queries: Queries, since: number) => Promise<number>;
}

/** Watches all guessing together: spraying over many numbers stays below every limit of one number. */
export function createGovernor({ database, clock, successesSince }: Options): Governor {
  let decided: { at: number; length: Promise<number> } | undefined;
  let byNow = 0;
  /** Wrong guesses of this process that are left before it is over the limit. */
  let left = Number.POSITIVE_INFINITY;
  // A recount may write, which nobody may do from inside a transaction: it runs apart from whoever began it.
  const apart = AsyncLocalStorage.snapshot();

  async function decide(now: number): Promise<number> {
    const since = now - hourMs;
    const failures = await failuresSince(database.read, since);
    const successes = failures > failuresFloor ? await successesSince(database.read, since) : 0;
    const over = isOver(failures, successes);
    left = over ? Number.POSITIVE_INFINITY : limitAt(successes) - failures;
    const state = await findState(database.read);
    if (!over) return governedLength(state, now);
    const trippedAt = now - state.overAt < hourMs ? state.trippedAt : now;
    const tripped = { trippedAt, overAt: now };
    await database.transaction((trx) => updateState(trx, tripped, state.overAt));
    return governedLength(tripped, now);
  }

  function length(): Promise<number> {
    const now = clock.now();
    if (decided === undefined || left < 0 || Math.abs(now - decided.at) >= recountAfterMs) {
      left = Number.POSITIVE_INFINITY;
      const decision = { at: now, length: decide(now) };
      decided = decision;
      decision.length.then(
        (digits) => {
          byNow = digits;
        },
        () => {
          if (decided === decision) decided = undefined;
        },
      );
    }
    return decided.length;
  }

  /** Begins a recount when one is due. That it failed is told to whoever waits for `length`. */
  function look(): void {
    apart(() => {
      length().catch(() => undefined);
    });
  }

  return {
    length,

    lengthByNow() {
      look();
      return byNow;
    },

    failed(weight) {
      left -= weight;
      if (left < 0) look();
    },
  };
}
