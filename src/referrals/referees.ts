import { Type } from 'typebox';
import type { Queries } from '../db/index.ts';
import { nullable, timestamp } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import { type Cursor, formatCursor } from '../lib/cursor.ts';
import type { AccountId } from '../lib/id.ts';
import { maskPhoneNumber } from '../lib/phone-number.ts';
import type { Referee } from './referral.ts';
import { listByReferrer } from './store.ts';

/** How the phone numbers of those one brought are shown. */
export type RefereePhones = 'full' | 'masked';

/** Somebody whom the account brought, in an answer. */
export const refereeView = Type.Object({
  phone_number: nullable(Type.String({ description: 'Null once that account has ended.' })),
  name: nullable(Type.String()),
  activated_at: timestamp(),
});

/** A page of those whom an account brought, newest first. */
export async function viewReferees(
  queries: Queries,
  referrerId: AccountId,
  { limit, after, phones }: { limit: number; after?: Cursor | undefined; phones: RefereePhones },
) {
  const found = await listByReferrer(queries, referrerId, { limit: limit + 1, after });
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((referee) => viewReferee(referee, phones)),
    next_cursor: last === undefined ? null : formatCursor({ at: last.activatedAt, id: last.id }),
  };
}

function viewReferee({ phoneNumber, name, activatedAt }: Referee, phones: RefereePhones) {
  return {
    phone_number: phoneNumber !== null && phones === 'masked' ? maskPhoneNumber(phoneNumber) : phoneNumber,
    name,
    activated_at: toTimestamp(activatedAt),
  };
}
