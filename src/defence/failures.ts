import { sql } from 'kysely';
import {
  type GivenTable,
  type Queries,
  setCommand,
  setStatement,
  statement,
  type Transaction,
} from '../db/index.ts';
import type { DefencePhoneHash } from '../lib/phone-hash.ts';
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

const dayMs = 86_400_000;
/** A wrong guess counts for this long. */
export const scoreMs = 30 * dayMs;
/** A pair of number and address that stays quiet for this long starts anew. */
export const penaltyMs = dayMs;
const triesPerPenalty = 3;
/** The slips of one code are forgiven; what comes after them is not. */
const triesForgiven = 3;
const firstPenaltyMs = 60_000;
const penaltyMaxMs = 3_600_000;

const selectScore = statement(
  (queries, { phoneHash, since }: { phoneHash: DefencePhoneHash; since: number }) =>
    queries
      .selectFrom('guess_failures')
      .select((eb) =>
        eb.fn.coalesce(eb.cast<number>(eb.fn.sum('weight'), 'bigint'), sql<number>`0`).as('score'),
      )
      .where('phone_hash', '=', phoneHash)
      .where('at', '>', since),
);

/** The failure score of a number: its wrong guesses of the last 30 days. */
export async function failureScore(
  queries: Queries,
  phoneHash: DefencePhoneHash,
  now: number,
): Promise<number> {
  return (await selectScore(queries, { phoneHash, since: now - scoreMs }))[0]?.score ?? 0;
}

/** A number and an address that guesses at it. */
interface Pair {
  readonly phoneHash: DefencePhoneHash;
  readonly source: Source;
}
const pairColumns = { phoneHash: 'text', source: 'text' } as const;

const selectPenalty = setStatement(
  { key: 'phoneHash', columns: pairColumns },
  (queries, given: GivenTable<Pair>) =>
    queries
      .selectFrom(given)
      .innerJoin('penalties', (join) =>
        join
          .onRef('penalties.phone_hash', '=', 'given.phoneHash')
          .onRef('penalties.source', '=', 'given.source'),
      )
      .select(['penalties.until', 'given.phoneHash']),
);

/** Until when `source` must wait before it may guess at the number again (epoch milliseconds); 0 when it need not. */
export async function penaltyUntil(
  queries: Queries,
  phoneHash: DefencePhoneHash,
  source: Source,
): Promise<number> {
  const [penalty] = await selectPenalty(queries, { phoneHash, source });
  return penalty?.until ?? 0;
}

interface Failure {
  readonly id: string;
  readonly phoneHash: DefencePhoneHash;
  readonly source: Source;
  readonly weight: number;
  readonly now: number;
}

/**
 * Writes a wrong guess down, in the score only if it has weight there. After the first three, every third one from an
 * address makes it wait, each time twice as long.
 */
export async function addFailure(
  trx: Transaction,
  { id, phoneHash, source, weight, now }: Failure,
): Promise<void> {
  if (weight > 0) {
    await trx
      .insertInto('guess_failures')
      .values({ id, phone_hash: phoneHash, source, weight, at: now })
      .execute();
  }
  const { failures } = await trx
    .insertInto('penalties')
    .values({ phone_hash: phoneHash, source, failures: 1, until: 0, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(['phone_hash', 'source']).doUpdateSet({
        failures: sql`case when penalties.updated_at < ${now - penaltyMs} then 1 else penalties.failures + 1 end`,
        updated_at: now,
      }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  const beyond = failures - triesForgiven;
  if (beyond <= 0 || beyond % triesPerPenalty !== 0) return;
  const waitMs = Math.min(firstPenaltyMs * 2 ** (beyond / triesPerPenalty - 1), penaltyMaxMs);
  await trx
    .updateTable('penalties')
    .set({ until: now + waitMs })
    .where('phone_hash', '=', phoneHash)
    .where('source', '=', source)
    .execute();
}

const isGiven = (given: GivenTable<Pair>) =>
  sql<boolean>`(phone_hash, source) in (select given."phoneHash", given.source from ${given})`;

const deleteFailures = setCommand(pairColumns, (queries, given: GivenTable<Pair>) =>
  queries.deleteFrom('guess_failures').where(isGiven(given)),
);

const deletePenalty = setCommand(pairColumns, (queries, given: GivenTable<Pair>) =>
  queries.deleteFrom('penalties').where(isGiven(given)),
);

/** Forgets the wrong guesses that came from an address which then guessed right: they were its owner's slips. */
export function forgetSlips(trx: Transaction, pair: Pair): void {
  deleteFailures(trx, pair);
  deletePenalty(trx, pair);
}

/** Forgets all wrong guesses at a number. */
export async function forgetFailures(trx: Transaction, phoneHash: DefencePhoneHash): Promise<void> {
  await trx.deleteFrom('guess_failures').where('phone_hash', '=', phoneHash).execute();
  await trx.deleteFrom('penalties').where('phone_hash', '=', phoneHash).execute();
}

/** The weight of all wrong guesses since `since`, whoever was guessed at. */
export async function failuresSince(queries: Queries, since: number): Promise<number> {
  const { weight } = await queries
    .selectFrom('guess_failures')
    .select((eb) =>
      eb.fn.coalesce(eb.cast<number>(eb.fn.sum('weight'), 'bigint'), sql<number>`0`).as('weight'),
    )
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return weight;
}
