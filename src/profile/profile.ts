import { Type } from 'typebox';
import type { Account } from '../accounts/index.ts';
import type { Queries } from '../db/index.ts';
import { nullable } from '../http/index.ts';
import {
  countByReferrer,
  findReferral,
  type RefereePhones,
  refereeView,
  viewReferees,
} from '../referrals/index.ts';

/** A person's own data, in an answer. */
export const profileView = Type.Object({
  id: Type.String(),
  name: nullable(Type.String()),
  phone_number: Type.String(),
  invite_code: Type.String(),
  referrer: nullable(Type.String({ description: 'The invite code that this account activated.' })),
  invited_users: Type.Array(refereeView, {
    description: 'Newest first, at most 100; the rest is in GET /api/referrals/.',
  }),
  invited_users_count: Type.Integer(),
  next_cursor: nullable(Type.String()),
});

const invitedUsersMax = 100;

export async function viewProfile(queries: Queries, account: Account, phones: RefereePhones) {
  const [referral, count, referees] = await Promise.all([
    findReferral(queries, account.id),
    countByReferrer(queries, account.id),
    viewReferees(queries, account.id, { limit: invitedUsersMax, phones }),
  ]);
  return {
    id: account.id,
    name: account.name,
    phone_number: account.phoneNumber,
    invite_code: account.inviteCode,
    referrer: referral?.inviteCode ?? null,
    invited_users: referees.data,
    invited_users_count: count,
    next_cursor: referees.next_cursor,
  };
}
