import { Type } from 'typebox';
import type { Queries } from '../db/index.ts';
import { nullable } from '../http/index.ts';
import type { Page } from '../lib/page.ts';
import {
  countByReferrer,
  listReferees,
  type Referee,
  type RefereePhones,
  refereeView,
  viewReferee,
} from '../referrals/index.ts';
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
const nobody: Page<Referee> = { rows: [], nextCursor: null };

/** The account as its owner sees it. */
export async function viewProfile(queries: Queries, account: OwnAccount, phones: RefereePhones) {
  const { accountId } = account;
  const invited = account.hasInvited
    ? await listReferees(queries, accountId, { limit: invitedUsersMax })
    : nobody;
  // A complete list needs no count.
  const isWhole = invited.nextCursor === null;
  return {
    id: accountId,
    name: account.name,
    phone_number: account.phoneNumber,
    invite_code: account.inviteCode,
    referrer: account.referrer,
    invited_users: invited.rows.map((referee) => viewReferee(referee, phones)),
    invited_users_count: isWhole ? invited.rows.length : await countByReferrer(queries, accountId),
    next_cursor: invited.nextCursor,
  };
}
