import { type Account, isReturningNumber } from '../accounts/index.ts';
import type { Transaction } from '../db/index.ts';
import type { ProblemType } from '../http/index.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import { referralProblems } from './problems.ts';
import type { Referral } from './referral.ts';
import { findReferrer, type Referrals, writeReferral } from './referrals.ts';

/** The outcome of an invite code at a first sign-in. */
export type FirstSignInReferral =
  | { readonly status: 'activated'; readonly referrer: InviteCode }
  | { readonly status: 'rejected'; readonly reason: string };

/**
 * Activates an invite code in the transaction of a first sign-in. An invalid code must not fail the sign-in, so the
 * outcome is returned. Needs no lock: a new account has invited nobody, so it cannot close a ring.
 */
export async function activateOnFirstSignIn(
  referrals: Referrals,
  trx: Transaction,
  referee: Account,
  code: string,
): Promise<FirstSignInReferral> {
  const referrer = await findReferrer(trx, referee.id, code);
  const outcome = 'id' in referrer ? await refer(referrals, trx, referee, referrer) : referrer;
  return 'status' in outcome
    ? { status: 'rejected', reason: outcome.code }
    : { status: 'activated', referrer: outcome.inviteCode };
}

async function refer(
  referrals: Referrals,
  trx: Transaction,
  referee: Account,
  referrer: Account,
): Promise<Referral | ProblemType> {
  const isReturning = await isReturningNumber(referrals.accounts, trx, referee.phoneNumber);
  return isReturning
    ? referralProblems.returning_number
    : writeReferral(referrals, trx, referee.id, referrer);
}
