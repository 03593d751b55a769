/** The statements of codes that the participants of a shared transaction have in common. */
import { sql } from 'kysely';
import { parameters, sharedStatement } from '../db/index.ts';
import type { ChallengeId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Purpose } from './confirmation-code.ts';

export interface Liveness {
  readonly phoneNumber: PhoneNumber;
  readonly purpose: Purpose;
  readonly now: number;
  readonly attemptsMax: number;
}
const liveness = parameters<Liveness>({
  phoneNumber: 'text',
  purpose: 'text',
  now: 'bigint',
  attemptsMax: 'bigint',
});

/** The live challenges of a number, newest first. */
export const selectLive = sharedStatement(liveness, 'phoneNumber', (queries, rows) =>
  queries
    .selectFrom(rows)
    .innerJoin('challenges', 'challenges.phone_number', 'rows.phoneNumber')
    .select([
      'challenges.id',
      'challenges.code_hash as codeHash',
      'challenges.attempts',
      'challenges.source',
      'challenges.phone_number as phoneNumber',
    ])
    .whereRef('challenges.expires_at', '>', 'rows.now')
    .whereRef('challenges.purpose', '=', 'rows.purpose')
    .where('challenges.consumed_at', 'is', null)
    .whereRef('challenges.attempts', '<', 'rows.attemptsMax')
    .orderBy('challenges.created_at', 'desc'),
);

interface Attempt {
  readonly id: ChallengeId;
  readonly attemptsMax: number;
  /** When the attempt consumed the challenge; null when the code was wrong. */
  readonly consumedAt: number | null;
  readonly now: number;
}
const attempt = parameters<Attempt>({
  id: 'text',
  attemptsMax: 'bigint',
  consumedAt: 'bigint',
  now: 'bigint',
});

/** Counts an attempt at a challenge. Returns no row if the challenge is not live or has no attempt left. */
export const countAttempt = sharedStatement(attempt, 'id', (queries, rows) =>
  queries
    .updateTable('challenges')
    .from(rows)
    .set((eb) => ({ attempts: sql<number>`attempts + 1`, consumed_at: eb.ref('rows.consumedAt') }))
    .whereRef('challenges.id', '=', 'rows.id')
    .whereRef('challenges.attempts', '<', 'rows.attemptsMax')
    .where('challenges.consumed_at', 'is', null)
    .whereRef('challenges.expires_at', '>', 'rows.now')
    .returning('challenges.id'),
);
