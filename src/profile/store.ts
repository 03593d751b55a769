import { type Queries, statement } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** An account as its owner sees it. */
export interface OwnAccount {
  readonly id: AccountId;
  readonly phoneNumber: PhoneNumber;
  readonly name: string | null;
  readonly inviteCode: InviteCode;
  /** The invite code that the account activated. */
  readonly referrer: InviteCode | null;
  /** Whether anybody has activated its own. Most people have brought nobody, and their list need not be read. */
  readonly hasInvited: boolean;
}

const selectOwn = statement((queries, { id }: { id: AccountId }) =>
  queries
    .selectFrom('accounts')
    .leftJoin('referrals', 'referrals.referee_id', 'accounts.id')
    .select((eb) => [
      'accounts.id',
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
    ])
    .where('accounts.id', '=', id),
);

/** The account; undefined when it has ended. One statement: no other is run as often. */
export async function findOwn(queries: Queries, id: AccountId): Promise<OwnAccount | undefined> {
  const [row] = await selectOwn(queries, { id });
  if (row === undefined || row.phoneNumber === null) return undefined;
  const { invitedLastAt, ...account } = row;
  return { ...account, phoneNumber: row.phoneNumber, hasInvited: invitedLastAt !== null };
}
