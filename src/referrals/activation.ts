import { findAccount, isReturningNumber } from '../accounts/index.ts';
import { lock, type Transaction } from '../db/index.ts';
import { admitActivation, countUnknownInviteCode, type Origin, recordRefusal } from '../defence/index.ts';
import { Problem, type ProblemType } from '../http/index.ts';
import type { AccountId } from '../lib/id.ts';
import { parseInviteCode } from '../lib/invite-code.ts';
import { referralProblems } from './problems.ts';
import type { Referral } from './referral.ts';
import { findReferrer, type Referrals, sameOrTaken, writeReferral } from './referrals.ts';
import * as store from './store.ts';

/** An activation of an invite code, as typed. */
export interface Activation {
  readonly refereeId: AccountId;
  readonly code: string;
  readonly origin: Origin;
  /** Runs in the transaction of a successful activation. */
  readonly inTransaction?: (trx: Transaction) => Promise<void>;
}

/**
 * Sets the referrer of an account, once and for good. The same code again gives the same answer. Throws a Problem of
 * the referral table, or a Refusal after too many unknown codes.
 */
export async function activateInviteCode(referrals: Referrals, activation: Activation): Promise<Referral> {
  const { database, defence } = referrals;
  let outcome: Referral | ProblemType;
  try {
    outcome = await database.transaction(async (trx) => {
      const activated = await activate(referrals, trx, activation);
      if (!('status' in activated)) await activation.inTransaction?.(trx);
      return activated;
    });
  } catch (error) {
    await recordRefusal(defence, error, { accountId: activation.refereeId });
    throw error;
  }
  // After the transaction, so that an unknown code is counted.
  if ('status' in outcome) throw new Problem(outcome);
  return outcome;
}

async function activate(
  referrals: Referrals,
  trx: Transaction,
  { refereeId, code, origin }: Activation,
): Promise<Referral | ProblemType> {
  const { defence } = referrals;
  const attempt = { accountId: refereeId, origin };
  // Before the code is looked up, so that an account with a referrer learns nothing about codes.
  const earlier = await store.findByReferee(trx, refereeId);
  if (earlier !== undefined) return sameOrTaken(earlier, parseInviteCode(code));
  await admitActivation(defence, trx, attempt);
  const referrer = await findReferrer(trx, refereeId, code);
  if ('status' in referrer) {
    const isMiss = referrer === referralProblems.invite_code_not_found;
    if (isMiss) await countUnknownInviteCode(defence, trx, attempt);
    return referrer;
  }
  if (await isReturning(referrals, trx, refereeId)) return referralProblems.returning_number;
  // One lock for all late activations: locks on the two accounts alone would let rings of three and more close.
  await lock(trx, 'activation');
  if (await store.isAncestor(trx, refereeId, referrer.id)) return referralProblems.referral_cycle;
  return writeReferral(referrals, trx, refereeId, referrer);
}

/** Whether the account's number had another account before, so that it does not count as a new referral. */
async function isReturning(
  { accounts }: Referrals,
  trx: Transaction,
  refereeId: AccountId,
): Promise<boolean> {
  const referee = await findAccount(trx, refereeId);
  return referee !== undefined && (await isReturningNumber(accounts, trx, referee.phoneNumber));
}
