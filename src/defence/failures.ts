import type { Queries, Transaction } from '../db/index.ts';
import type { DefencePhoneHash } from '../lib/phone-hash.ts';
import * as store from './failure-store.ts';
import type { Source } from './source.ts';

const dayMs = 86_400_000;
/** A wrong attempt counts for this long. */
export const scoreMs = 30 * dayMs;
/** A pair of number and address that stays quiet for this long starts again. */
export const penaltyMs = dayMs;
const attemptsPerPenalty = 3;
/** The mistakes of one code are forgiven; later ones are not. */
const attemptsForgiven = 3;
const firstPenaltyMs = 60_000;
const penaltyMaxMs = 3_600_000;

/** The failure score of a number: its wrong attempts of the last 30 days. */
export function failureScore(queries: Queries, phoneHash: DefencePhoneHash, now: number): Promise<number> {
  return store.weightOf(queries, phoneHash, now - scoreMs);
}

/**
 * Until when `source` must wait before its next attempt at the number (epoch milliseconds); 0 when it need not wait.
 */
export async function penaltyUntil(
  queries: Queries,
  phoneHash: DefencePhoneHash,
  source: Source,
): Promise<number> {
  return (await store.findPenaltyUntil(queries, { phoneHash, source })) ?? 0;
}

interface Failure {
  readonly id: string;
  readonly phoneHash: DefencePhoneHash;
  readonly source: Source;
  readonly weight: number;
  readonly now: number;
}

/**
 * Records a wrong attempt, in the score only if it has weight there. After the first three, every third one from an
 * address makes it wait, twice as long each time.
 */
export async function addFailure(
  trx: Transaction,
  { id, phoneHash, source, weight, now }: Failure,
): Promise<void> {
  const pair = { phoneHash, source };
  if (weight > 0) await store.insertFailure(trx, { ...pair, id, weight, at: now });
  const beyond = (await store.countFailure(trx, pair, now, now - penaltyMs)) - attemptsForgiven;
  if (beyond <= 0 || beyond % attemptsPerPenalty !== 0) return;
  const waitMs = Math.min(firstPenaltyMs * 2 ** (beyond / attemptsPerPenalty - 1), penaltyMaxMs);
  await store.setPenalty(trx, pair, now + waitMs);
}

/** Forgets the wrong attempts of an address that then entered the correct code: they were the owner's mistakes. */
export const forgetSlips = store.removePair;

/** Forgets all wrong attempts at a number. */
export const forgetFailures = store.removeOfNumber;

/** The weight of all wrong attempts since `since`, at any number. */
export const failuresSince = store.weightOfAll;
