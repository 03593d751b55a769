import { type Queries, statement } from '../db/index.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { type LiveSession, type SessionAt, selectLiveSession } from '../sessions/index.ts';

/** An account as its owner sees it. */
export interface OwnAccount extends LiveSession {
  readonly phoneNumber: PhoneNumber;
  readonly name: string | null;
  readonly inviteCode: InviteCode;
  /** The invite code that the account activated. */
  readonly referrer: InviteCode | null;
  /** Whether anybody has activated its own code. Most people have invited nobody, and need no list. */
  readonly hasInvited: boolean;
}

const selectOwn = statement((queries, session: SessionAt) =>
  selectLiveSession(queries, session)
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .leftJoin('referrals', 'referrals.referee_id', 'accounts.id')
    .select((eb) => [
      'accounts.phone_number as phoneNumber',
      'accounts.name',
      'accounts.invite_code as inviteCode',
      'referrals.invite_code as referrer',
      // The greatest of an index, not `exists`: where one account has brought nearly everybody, PostgreSQL would look
      // for others' rows by reading the whole table.
      eb
        .selectFrom('referrals as brought')
        .select((inner) => inner.fn.max('brought.activated_at').as('at'))
        .whereRef('brought.referrer_id', '=', 'accounts.id')
        .as('invitedLastAt'),
    ]),
);

/** The account; undefined when it or the session has ended. One statement, because it is the most frequent. */
export async function findOwn(queries: Queries, session: SessionAt): Promise<OwnAccount | undefined> {
  const [row] = await selectOwn(queries, session);
  if (row === undefined || row.phoneNumber === null) return undefined;
  const { invitedLastAt, ...account } = row;
  return { ...account, phoneNumber: row.phoneNumber, hasInvited: invitedLastAt !== null };
}
