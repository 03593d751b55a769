import { sql } from 'kysely';
import { type Queries, statement, type Transaction } from '../db/index.ts';
import type { DefencePhoneHash } from '../lib/phone-hash.ts';
import { deleteFailures, deletePenalty, type Pair, selectPenalty } from './shared-statements.ts';
import type { Source } from './source.ts';

declare module '../db/index.ts' {
  interface Tables {
    guess_failures: { id: string; phone_hash: DefencePhoneHash; source: Source; weight: number; at: number };
    penalties: {
      phone_hash: DefencePhoneHash;
      source: Source;
      failures: number;
      until: number;
      updated_at: number;
    };
  }
}

const selectWeight = statement(
  (queries, { phoneHash, since }: { phoneHash: DefencePhoneHash; since: number }) =>
    queries
      .selectFrom('guess_failures')
      .select((eb) =>
        eb.fn.coalesce(eb.cast<number>(eb.fn.sum('weight'), 'bigint'), sql<number>`0`).as('weight'),
      )
      .where('phone_hash', '=', phoneHash)
      .where('at', '>', since),
);

/** The weight of the wrong attempts at a number since `since`. */
export async function weightOf(
  queries: Queries,
  phoneHash: DefencePhoneHash,
  since: number,
): Promise<number> {
  return (await selectWeight(queries, { phoneHash, since }))[0]?.weight ?? 0;
}

/** The weight of all wrong attempts since `since`, at any number. */
export async function weightOfAll(queries: Queries, since: number): Promise<number> {
  const { weight } = await queries
    .selectFrom('guess_failures')
    .select((eb) =>
      eb.fn.coalesce(eb.cast<number>(eb.fn.sum('weight'), 'bigint'), sql<number>`0`).as('weight'),
    )
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return weight;
}

/** Until when the pair must wait; undefined if it never had to. */
export async function findPenaltyUntil(queries: Queries, pair: Pair): Promise<number | undefined> {
  return (await selectPenalty(queries, pair))[0]?.until;
}

/** The ends of the penalties of a number that end after `now`. */
export async function listPenaltiesUntil(
  queries: Queries,
  phoneHash: DefencePhoneHash,
  now: number,
): Promise<number[]> {
  const penalties = await queries
    .selectFrom('penalties')
    .select('until')
    .where('phone_hash', '=', phoneHash)
    .where('until', '>', now)
    .execute();
  return penalties.map(({ until }) => until);
}

export interface Failure extends Pair {
  readonly id: string;
  readonly weight: number;
  readonly at: number;
}

export async function insertFailure(
  trx: Transaction,
  { id, phoneHash, source, weight, at }: Failure,
): Promise<void> {
  await trx.insertInto('guess_failures').values({ id, phone_hash: phoneHash, source, weight, at }).execute();
}

/** Counts a failure of the pair, starting again at one if the last was before `quietSince`. Returns the count. */
export async function countFailure(
  trx: Transaction,
  { phoneHash, source }: Pair,
  now: number,
  quietSince: number,
): Promise<number> {
  const { failures } = await trx
    .insertInto('penalties')
    .values({ phone_hash: phoneHash, source, failures: 1, until: 0, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(['phone_hash', 'source']).doUpdateSet({
        failures: sql`case when penalties.updated_at < ${quietSince} then 1 else penalties.failures + 1 end`,
        updated_at: now,
      }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  return failures;
}

export async function setPenalty(
  trx: Transaction,
  { phoneHash, source }: Pair,
  until: number,
): Promise<void> {
  await trx
    .updateTable('penalties')
    .set({ until })
    .where('phone_hash', '=', phoneHash)
    .where('source', '=', source)
    .execute();
}

/** Removes the failures and the penalty of a pair, without waiting for the answer. */
export function removePair(trx: Transaction, pair: Pair): void {
  deleteFailures(trx, pair);
  deletePenalty(trx, pair);
}

/** Removes all failures and penalties of a number. */
export async function removeOfNumber(trx: Transaction, phoneHash: DefencePhoneHash): Promise<void> {
  await trx.deleteFrom('guess_failures').where('phone_hash', '=', phoneHash).execute();
  await trx.deleteFrom('penalties').where('phone_hash', '=', phoneHash).execute();
}

/** Removes failures and penalties from before the given times (epoch milliseconds). */
export async function removeOld(
  trx: Transaction,
  failedBefore: number,
  penalizedBefore: number,
): Promise<void> {
  await trx.deleteFrom('guess_failures').where('at', '<', failedBefore).execute();
  await trx.deleteFrom('penalties').where('updated_at', '<', penalizedBefore).execute();
}
