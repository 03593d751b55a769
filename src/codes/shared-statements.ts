/** The statements of codes that sign-ins sharing a transaction have in common. */
import { sql } from 'kysely';
import { type GivenTable, setStatement } from '../db/index.ts';
import type { ChallengeId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Purpose } from './confirmation-code.ts';

export interface Liveness {
  readonly phoneNumber: PhoneNumber;
  readonly purpose: Purpose;
  readonly now: number;
  readonly attemptsMax: number;
}

export const selectLive = setStatement(
  {
    key: 'phoneNumber',
    columns: { phoneNumber: 'text', purpose: 'text', now: 'bigint', attemptsMax: 'bigint' },
  },
  (queries, given: GivenTable<Liveness>) =>
    queries
      .selectFrom(given)
      .innerJoin('challenges', 'challenges.phone_number', 'given.phoneNumber')
      .select([
        'challenges.id',
        'challenges.code_hash as codeHash',
        'challenges.attempts',
        'challenges.source',
        'challenges.phone_number as phoneNumber',
      ])
      .whereRef('challenges.expires_at', '>', 'given.now')
      .whereRef('challenges.purpose', '=', 'given.purpose')
      .where('challenges.consumed_at', 'is', null)
      .whereRef('challenges.attempts', '<', 'given.attemptsMax')
      .orderBy('challenges.created_at', 'desc'),
);

interface GuessedAt {
  readonly id: ChallengeId;
  readonly attemptsMax: number;
  readonly consumedAt: number | null;
  readonly now: number;
}

export const updateGuessedAt = setStatement(
  { key: 'id', columns: { id: 'text', attemptsMax: 'bigint', consumedAt: 'bigint', now: 'bigint' } },
  (queries, given: GivenTable<GuessedAt>) =>
    queries
      .updateTable('challenges')
      .from(given)
      .set((eb) => ({ attempts: sql<number>`attempts + 1`, consumed_at: eb.ref('given.consumedAt') }))
      .whereRef('challenges.id', '=', 'given.id')
      .whereRef('challenges.attempts', '<', 'given.attemptsMax')
      .where('challenges.consumed_at', 'is', null)
      .whereRef('challenges.expires_at', '>', 'given.now')
      .returning('challenges.id'),
);
