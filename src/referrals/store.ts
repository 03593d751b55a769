import { type Queries, statement, type Transaction, variants } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import { listStart, type Page, type PageRequest, toPage } from '../lib/page.ts';
import type { Referee, Referral } from './referral.ts';

interface ReferralTable {
  readonly referee_id: AccountId;
  readonly referrer_id: AccountId;
  readonly invite_code: InviteCode;
  readonly activated_at: number;
}

declare module '../db/index.ts' {
  interface Tables {
    referrals: ReferralTable;
  }
}

/** Writes the referral; false when the referee already has one. */
export async function insert(trx: Transaction, referral: Referral): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('referrals')
    .values({
      referee_id: referral.refereeId,
      referrer_id: referral.referrerId,
      invite_code: referral.inviteCode,
      activated_at: referral.activatedAt,
    })
    .onConflict((conflict) => conflict.column('referee_id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export function findByReferee(queries: Queries, refereeId: AccountId): Promise<Referral | undefined> {
  return queries
    .selectFrom('referrals')
    .select([
      'referee_id as refereeId',
      'referrer_id as referrerId',
      'invite_code as inviteCode',
      'activated_at as activatedAt',
    ])
    .where('referee_id', '=', refereeId)
    .executeTakeFirst();
}

/** Whether `ancestorId` invited `accountId`, directly or through others. */
export async function isAncestor(
  trx: Transaction,
  ancestorId: AccountId,
  accountId: AccountId,
): Promise<boolean> {
  const found = await trx
    .withRecursive('ancestors', (queries) =>
      queries
        .selectFrom('referrals')
        .select('referrer_id')
        .where('referee_id', '=', accountId)
        .union(
          queries
            .selectFrom('ancestors')
            .innerJoin('referrals', 'referrals.referee_id', 'ancestors.referrer_id')
            .select('referrals.referrer_id'),
        ),
    )
    .selectFrom('ancestors')
    .select('referrer_id')
    .where('referrer_id', '=', ancestorId)
    .executeTakeFirst();
  return found !== undefined;
}

interface ListParameters {
  readonly referrerId: AccountId;
  readonly at: number;
  readonly id: AccountId;
}

/** Compiled once for each page size: building it costs a fifth of a profile, which reads it. */
const selectByReferrer = variants((limit: number) =>
  statement((queries, { referrerId, at, id }: ListParameters) =>
    queries
      .selectFrom('referrals')
      .innerJoin('accounts', 'accounts.id', 'referrals.referee_id')
      .select([
        'referrals.referee_id as id',
        'accounts.phone_number as phoneNumber',
        'accounts.name',
        'referrals.activated_at as activatedAt',
      ])
      .where('referrals.referrer_id', '=', referrerId)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('referrals.activated_at', 'referrals.referee_id'), '<', tuple(at, id)),
      )
      .orderBy('referrals.activated_at', 'desc')
      .orderBy('referrals.referee_id', 'desc')
      .limit(limit),
  ),
);

/** The people whom `referrerId` invited, newest first, after the cursor `after`. */
export async function listByReferrer(
  queries: Queries,
  referrerId: AccountId,
  { limit, after = listStart }: PageRequest,
): Promise<Page<Referee>> {
  const behind = { at: after.at, id: after.id as AccountId };
  const found = await selectByReferrer(limit + 1)(queries, { referrerId, ...behind });
  return toPage(found, limit, ({ activatedAt, id }) => ({ at: activatedAt, id }));
}
