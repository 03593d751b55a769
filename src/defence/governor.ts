import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Queries } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { failuresSince } from './failures.ts';
import { findState, type GovernorState, updateState } from './governor-store.ts';

const hourMs = 3_600_000;
/** How long a decision is used, so that not every sending counts the last hour. */
const recountAfterMs = 5_000;
const failuresFloor = 100;
const failuresShare = 0.1;

/** The most wrong attempts in an hour that people's own mistakes can explain. */
function limitAt(successes: number): number {
  return Math.max(failuresFloor, failuresShare * successes);
}

/** Whether people's own mistakes cannot explain so many wrong attempts in an hour. */
export function isOver(failures: number, successes: number): boolean {
  return failures > limitAt(successes);
}

/** The least digits of all new codes: 6 in the first hour above the limit, then 8; 0 when all is quiet. */
export function governedDigits(state: GovernorState, now: number): number {
  if (state.overAt === 0 || now - state.overAt >= hourMs) return 0;
  return now - state.trippedAt < hourMs ? 6 : 8;
}

export interface Governor {
  /** The least digits of all new codes, or 0. */
  digits(): Promise<number>;
  /** The last known value, without waiting: for use inside a transaction. */
  digitsByNow(): number;
  /** Counts wrong attempts, so that the limit is noticed at once and not only at the next recount. */
  countWrong(weight: number): void;
}

export interface GovernorOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Correct attempts since a time (epoch milliseconds). */
  readonly successesSince: (queries: Queries, since: number) => Promise<number>;
}

interface Decision {
  readonly digits: number;
  /** How many more wrong attempts are within the limit. */
  readonly left: number;
}

/** Watches all attempts together: spraying over many numbers stays below every limit of one number. */
export function createGovernor(options: GovernorOptions): Governor {
  let latest: { readonly at: number; readonly decision: Promise<Decision> } | undefined;
  let digitsByNow = 0;
  /** How many wrong attempts this process may still see before the limit is reached. */
  let left = Number.POSITIVE_INFINITY;
  // A recount may write, so it runs outside the transaction that started it.
  const outside = AsyncLocalStorage.snapshot();

  async function digits(): Promise<number> {
    const now = options.clock.now();
    if (latest === undefined || left < 0 || Math.abs(now - latest.at) >= recountAfterMs) {
      left = Number.POSITIVE_INFINITY;
      const started = { at: now, decision: decide(options, now) };
      latest = started;
      started.decision.then(
        (decision) => {
          digitsByNow = decision.digits;
          left = decision.left;
        },
        () => {
          if (latest === started) latest = undefined;
        },
      );
    }
    return (await latest.decision).digits;
  }

  /** Starts a recount when one is due. If it fails, callers that wait for `digits` get the error. */
  function recountIfDue(): void {
    outside(() => {
      digits().catch(() => undefined);
    });
  }

  return {
    digits,

    digitsByNow() {
      recountIfDue();
      return digitsByNow;
    },

    countWrong(weight) {
      left -= weight;
      if (left < 0) recountIfDue();
    },
  };
}

/** Counts the last hour and stores that it is over the limit, if so. */
async function decide({ database, successesSince }: GovernorOptions, now: number): Promise<Decision> {
  const state = await findState(database.read);
  const since = now - hourMs;
  const failures = await failuresSince(database.read, since);
  const successes = failures > failuresFloor ? await successesSince(database.read, since) : 0;
  if (!isOver(failures, successes)) {
    return { digits: governedDigits(state, now), left: limitAt(successes) - failures };
  }
  const trippedAt = now - state.overAt < hourMs ? state.trippedAt : now;
  const tripped = { trippedAt, overAt: now };
  await database.transaction((trx) => updateState(trx, tripped, state.overAt));
  return { digits: governedDigits(tripped, now), left: Number.POSITIVE_INFINITY };
}
