import { Type } from 'typebox';
import type { Queries } from '../db/index.ts';
import { nullable } from '../http/index.ts';
import { countByReferrer, type RefereePhones, refereeView, viewReferees } from '../referrals/index.ts';
import type { OwnAccount } from './store.ts';

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

/** What an account's owner sees of it. */
export async function viewProfile(queries: Queries, account: OwnAccount, phones: RefereePhones) {
  const { id: accountId } = account;
  const invited = account.hasInvited
    ? await viewReferees(queries, accountId, { limit: invitedUsersMax, phones })
    : { data: [], next_cursor: null };
  // A list that is all there says itself how long it is.
  const isWhole = invited.next_cursor === null;
  return {
    id: accountId,
    name: account.name,
    phone_number: account.phoneNumber,
    invite_code: account.inviteCode,
    referrer: account.referrer,
    invited_users: invited.data,
    invited_users_count: isWhole ? invited.data.length : await countByReferrer(queries, accountId),
    next_cursor: invited.next_cursor,
  };
}
