import { sql } from 'kysely';
import { command, type Queries, statement, type Transaction } from '../db/index.ts';
import type { Source } from '../defence/index.ts';
import type { ChallengeId } from '../lib/id.ts';
import type { SendsPhoneHash } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Challenge } from './challenge.ts';
import type { Purpose } from './confirmation-code.ts';
import type { Sending } from './send-limits.ts';
import { countAttempt, type Liveness, selectLive } from './shared-statements.ts';

declare module '../db/index.ts' {
  interface Tables {
    challenges: {
      id: ChallengeId;
      purpose: Purpose;
      phone_number: PhoneNumber;
      code_hash: string;
      attempts: number;
      created_at: number;
      expires_at: number;
      consumed_at: number | null;
      source: Source | null;
    };
    phone_sends: { phone_hash: SendsPhoneHash; sent_at_list: string; updated_at: number };
  }
}

/** A live challenge. */
export interface LiveChallenge extends Pick<Challenge, 'id' | 'codeHash'> {
  readonly attempts: number;
  readonly source: Source | null;
}

/**
 * Inserts a challenge without waiting for the answer. It takes over the attempts of the live ones: a resend gives no
 * new attempts.
 */
export const insertChallenge = command((queries, row: Challenge & { attemptsMax: number }) =>
  queries.insertInto('challenges').values(({ selectFrom, fn }) => ({
    id: row.id,
    purpose: row.purpose,
    phone_number: row.phoneNumber,
    code_hash: row.codeHash,
    attempts: fn.coalesce(
      selectFrom('challenges as live')
        .select((eb) => eb.fn.max('live.attempts').as('attempts'))
        .where('live.phone_number', '=', row.phoneNumber)
        .where('live.expires_at', '>', row.createdAt)
        .where('live.purpose', '=', row.purpose)
        .where('live.consumed_at', 'is', null)
        .where('live.attempts', '<', row.attemptsMax),
      sql.lit(0),
    ),
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    consumed_at: null,
    source: row.source,
  })),
);

/** Removes a challenge whose message could not be sent. */
export async function removeChallenge(trx: Transaction, id: ChallengeId): Promise<void> {
  await trx.deleteFrom('challenges').where('id', '=', id).execute();
}

/** The live challenges of a number, newest first. */
export function listLive(queries: Queries, liveness: Liveness): Promise<LiveChallenge[]> {
  return selectLive(queries, liveness);
}

interface Sent {
  readonly phoneNumber: PhoneNumber;
  readonly since: number;
  readonly limit: number;
}

/** The codes sent to a number after `since`, newest first, for all purposes, live or not. */
export function listSent(
  queries: Queries,
  { phoneNumber, since, limit }: Sent,
): Promise<Pick<Challenge, 'id' | 'purpose' | 'codeHash'>[]> {
  return queries
    .selectFrom('challenges')
    .select(['id', 'purpose', 'code_hash as codeHash'])
    .where('phone_number', '=', phoneNumber)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

interface CountedAttempt {
  readonly ids: readonly ChallengeId[];
  /** The challenge whose code matched, to be consumed. */
  readonly matched: ChallengeId | null;
  readonly now: number;
  /** How many attempts a challenge allows here; fewer to strangers. */
  readonly attemptsMax: (id: ChallengeId) => number;
}

/**
 * Counts one attempt against each of `ids`, in order, and consumes `matched`, each in one conditional statement. A
 * challenge that meanwhile ended or has no attempt left is not changed and not returned, so its comparison does not
 * count. Callers pass the newest first, so that parallel attempts queue instead of deadlocking.
 */
export async function countAttempts(
  trx: Transaction,
  { ids, matched, now, attemptsMax }: CountedAttempt,
): Promise<ChallengeId[]> {
  const counted = await Promise.all(
    ids.map((id) =>
      countAttempt(trx, {
        id,
        attemptsMax: attemptsMax(id),
        consumedAt: id === matched ? now : null,
        now,
      }),
    ),
  );
  return counted.flat().map(({ id }) => id);
}

/** Consumes the other live challenges of the number: once it is proved, no code of that purpose is needed. */
export async function consumeRest(
  trx: Transaction,
  phoneNumber: PhoneNumber,
  purpose: Purpose,
  now: number,
): Promise<void> {
  await trx
    .updateTable('challenges')
    .set({ consumed_at: now })
    .where('phone_number', '=', phoneNumber)
    .where('expires_at', '>', now)
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .execute();
}

const upsertSends = statement((queries, { phoneHash, now }: { phoneHash: SendsPhoneHash; now: number }) =>
  queries
    .insertInto('phone_sends')
    .values({ phone_hash: phoneHash, sent_at_list: '[]', updated_at: now })
    .onConflict((conflict) => conflict.column('phone_hash').doUpdateSet({ updated_at: now }))
    .returning('sent_at_list as sentAtList'),
);

/** The sendings to the number, oldest first. Locks out parallel sends until the transaction ends. */
export async function lockSends(
  trx: Transaction,
  phoneHash: SendsPhoneHash,
  now: number,
): Promise<Sending[]> {
  const [row] = await upsertSends(trx, { phoneHash, now });
  return JSON.parse(row?.sentAtList ?? '[]');
}

/** The same without a lock. */
export async function listSends(queries: Queries, phoneHash: SendsPhoneHash): Promise<Sending[]> {
  const row = await queries
    .selectFrom('phone_sends')
    .select('sent_at_list as sentAtList')
    .where('phone_hash', '=', phoneHash)
    .executeTakeFirst();
  return JSON.parse(row?.sentAtList ?? '[]');
}

/** Removes the sendings to the number. */
export async function removeSends(trx: Transaction, phoneHash: SendsPhoneHash): Promise<void> {
  await trx.deleteFrom('phone_sends').where('phone_hash', '=', phoneHash).execute();
}

interface SendsUpdate {
  readonly phoneHash: SendsPhoneHash;
  readonly sentAtList: string;
}

const updateSends = statement((queries, { phoneHash, sentAtList }: SendsUpdate) =>
  queries.updateTable('phone_sends').set({ sent_at_list: sentAtList }).where('phone_hash', '=', phoneHash),
);

/** Stores the changed list of `lockSends` in the same transaction. */
export async function setSends(
  trx: Transaction,
  phoneHash: SendsPhoneHash,
  log: readonly Sending[],
): Promise<void> {
  await updateSends(trx, { phoneHash, sentAtList: JSON.stringify(log) });
}

/** Removes challenges that ended and numbers that were last sent to before the given times (epoch milliseconds). */
export async function removeOld(trx: Transaction, expiredBefore: number, sentBefore: number): Promise<void> {
  await trx.deleteFrom('challenges').where('expires_at', '<', expiredBefore).execute();
  await trx.deleteFrom('phone_sends').where('updated_at', '<', sentBefore).execute();
}

/** How many codes were entered correctly since `since` (epoch milliseconds). */
export async function successesSince(queries: Queries, since: number): Promise<number> {
  const { count } = await queries
    .selectFrom('challenges')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('consumed_at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}

/** Removes all challenges of a number that an account gives up. */
export async function eraseNumber(trx: Transaction, phoneNumber: PhoneNumber): Promise<void> {
  await trx.deleteFrom('challenges').where('phone_number', '=', phoneNumber).execute();
}
