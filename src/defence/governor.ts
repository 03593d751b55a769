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

/** As many wrong attempts in an hour as may be people's slips. */
function limitAt(successes: number): number {
  return Math.max(failuresFloor, failuresShare * successes);
}

/** Whether so many wrong attempts in an hour are more than people's slips. */
export function isOver(failures: number, successes: number): boolean {
  return failures > limitAt(successes);
}

/** The digits that all new codes have at least: 6 for the first hour above the limit, then 8; 0 when all is quiet. */
export function governedDigits(state: GovernorState, now: number): number {
  if (state.overAt === 0 || now - state.overAt >= hourMs) return 0;
  return now - state.trippedAt < hourMs ? 6 : 8;
}

export interface Governor {
  /** The digits that all new codes have at least, or 0. */
  digits(): Promise<number>;
  /** The same as far as is known by now, without waiting: fit for the middle of a transaction. */
  digitsByNow(): number;
  /** Counts wrong attempts, so that the limit is noticed at once and not only at the next recount. */
  countWrong(weight: number): void;
}

export interface GovernorOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Right attempts since a time (epoch milliseconds). */
  readonly successesSince: (queries: Queries, since: number) => Promise<number>;
}

interface Decision {
  readonly digits: number;
  /** So many more wrong attempts are within the limit. */
  readonly left: number;
}

/** Watches all attempts together: spraying over many numbers stays below every limit of one number. */
export function createGovernor(options: GovernorOptions): Governor {
  let latest: { readonly at: number; readonly decision: Promise<Decision> } | undefined;
  let digitsByNow = 0;
  /** Wrong attempts of this process that are left before it is over the limit. */
  let left = Number.POSITIVE_INFINITY;
  // A recount may write, which nobody may do from inside a transaction: it runs outside the one that started it.
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

  /** Starts a recount when one is due. If it fails, those who wait for `digits` are told. */
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

/** Counts the last hour, and writes it down when it is over the limit. */
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
