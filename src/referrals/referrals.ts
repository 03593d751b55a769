import { type Account, type Accounts, findAccountByInviteCode } from '../accounts/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import type { Defence } from '../defence/index.ts';
import type { ProblemType } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { AccountId } from '../lib/id.ts';
import { type InviteCode, parseInviteCode } from '../lib/invite-code.ts';
import { referralProblems } from './problems.ts';
import type { Referral } from './referral.ts';
import * as store from './store.ts';

/** The dependencies of referrals. */
export interface Referrals {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly defence: Defence;
}

/** The account whose code was typed; a Problem when nobody has it, or it is the referee's own. */
export async function findReferrer(
  trx: Transaction,
  refereeId: AccountId,
  text: string,
): Promise<Account | ProblemType> {
  const code = parseInviteCode(text);
  const referrer = code && (await findAccountByInviteCode(trx, code));
  if (referrer === undefined) return referralProblems.invite_code_not_found;
  return referrer.id === refereeId ? referralProblems.own_invite_code : referrer;
}

/** Inserts the referral unless the referee has one: the primary key decides. */
export async function writeReferral(
  { clock }: Referrals,
  trx: Transaction,
  refereeId: AccountId,
  referrer: Account,
): Promise<Referral | ProblemType> {
  const referral: Referral = {
    refereeId,
    referrerId: referrer.id,
    inviteCode: referrer.inviteCode,
    activatedAt: clock.now(),
  };
  if (await store.insert(trx, referral)) return referral;
  return sameOrTaken(await store.findByReferee(trx, refereeId), referrer.inviteCode);
}

/** The same code again gives the same answer. */
export function sameOrTaken(
  earlier: Referral | undefined,
  code: InviteCode | undefined,
): Referral | ProblemType {
  return earlier !== undefined && earlier.inviteCode === code
    ? earlier
    : referralProblems.referrer_already_set;
}
