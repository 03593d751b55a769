import { Type } from 'typebox';
import type { Queries } from '../db/index.ts';
import { idView, inviteCodeView, nullable, phoneNumberView } from '../http/index.ts';
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

const invitedUsersMax = 100;

/** A person's own data, in an answer. */
export const profileView = Type.Object(
  {
    id: idView('usr'),
    name: nullable(Type.String()),
    phone_number: phoneNumberView(),
    invite_code: inviteCodeView('The code with which this account invites others.'),
    referrer: nullable(inviteCodeView('The invite code that this account has activated.')),
    invited_users: Type.Array(refereeView, {
      maxItems: invitedUsersMax,
      description:
        'The people who activated the invite code of this account, newest first. `listReferrals` lists them all.',
    }),
    invited_users_count: Type.Integer({
      minimum: 0,
      description: 'The number of people who activated the invite code of this account.',
    }),
    next_cursor: nullable(
      Type.String({
        description: 'Send it to `listReferrals` as `after` to get the rest; null when there is none.',
      }),
    ),
  },
  { title: 'Profile', description: "A person's own account." },
);
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
