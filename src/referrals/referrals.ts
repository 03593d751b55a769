import {
  type Account,
  type Accounts,
  findAccount,
  findAccountByInviteCode,
  isReturningNumber,
} from '../accounts/index.ts';
import { type Database, lock, type Transaction } from '../db/index.ts';
import type { Defence, Origin } from '../defence/index.ts';
import { Problem, type ProblemType } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { AccountId } from '../lib/id.ts';
import { type InviteCode, parseInviteCode } from '../lib/invite-code.ts';
import type { Tally } from '../rate-limit/index.ts';
import { referralProblems } from './problems.ts';
import type { Referral } from './referral.ts';
import * as store from './store.ts';

/** What became of the invite code that came with a first sign-in. */
export type FirstSignInReferral =
  | { readonly status: 'activated'; readonly referrer: InviteCode }
  | { readonly status: 'rejected'; readonly reason: string };

export interface Referrals {
  /**
   * Sets by whose code this account came, once in a lifetime; the same code again gives the same answer.
   * `within` runs in the transaction of an activation that succeeds. Throws a Problem of the referral table.
   */
  activate(
    refereeId: AccountId,
    code: string,
    origin: Origin,
    within?: (trx: Transaction) => Promise<void>,
  ): Promise<Referral>;
  /** The same inside a first sign-in, which a bad code must not spoil: the answer says what was wrong. */
  activateOnFirstSignIn(trx: Transaction, referee: Account, code: string): Promise<FirstSignInReferral>;
}

interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly defence: Defence;
  /** Off only for load tests. */
  readonly rateLimits: boolean;
}

export function createReferrals({ database, clock, accounts, defence, rateLimits }: Dependencies): Referrals {
  async function write(
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

  function sameOrTaken(earlier: Referral | undefined, code: InviteCode | undefined): Referral | ProblemType {
    return earlier !== undefined && earlier.inviteCode === code
      ? earlier
      : referralProblems.referrer_already_set;
  }

  async function findReferrer(
    trx: Transaction,
    refereeId: AccountId,
    text: string,
  ): Promise<Account | ProblemType> {
    const code = parseInviteCode(text);
    const referrer = code && (await findAccountByInviteCode(trx, code));
    if (referrer === undefined) return referralProblems.invite_code_not_found;
    return referrer.id === refereeId ? referralProblems.own_invite_code : referrer;
  }

  async function writeFirst(
    trx: Transaction,
    referee: Account,
    referrer: Account,
  ): Promise<Referral | ProblemType> {
    const isReturning = await isReturningNumber(accounts, trx, referee.phoneNumber);
    return isReturning ? referralProblems.returning_number : write(trx, referee.id, referrer);
  }

  /** Whether the account's number has had another account before, so that it is nobody's new referral. */
  async function isReturning(trx: Transaction, refereeId: AccountId): Promise<boolean> {
    const referee = await findAccount(trx, refereeId);
    return referee !== undefined && (await isReturningNumber(accounts, trx, referee.phoneNumber));
  }

  async function activateLate(
    trx: Transaction,
    tally: Tally,
    refereeId: AccountId,
    text: string,
  ): Promise<Referral | ProblemType> {
    // Asked before the code is looked up: an account that has a referrer learns nothing about codes.
    const earlier = await store.findByReferee(trx, refereeId);
    if (earlier !== undefined) return sameOrTaken(earlier, parseInviteCode(text));
    if (rateLimits) await defence.activation.admit(trx, tally);
    const referrer = await findReferrer(trx, refereeId, text);
    if ('status' in referrer) {
      const isMiss = referrer === referralProblems.invite_code_not_found;
      if (rateLimits && isMiss) await defence.activation.missed(trx, tally);
      return referrer;
    }
    if (await isReturning(trx, refereeId)) return referralProblems.returning_number;
    // One lock for all late activations: locks on the two accounts alone let rings of three and more close.
    await lock(trx, 'activation');
    if (await store.isAncestor(trx, refereeId, referrer.id)) return referralProblems.referral_cycle;
    return write(trx, refereeId, referrer);
  }

  return {
    async activate(refereeId, code, origin, within) {
      const work = async (trx: Transaction, tally: Tally) => {
        const result = await activateLate(trx, tally, refereeId, code);
        if (!('status' in result)) await within?.(trx);
        return result;
      };
      const outcome = await defence.recordRefusals({ accountId: refereeId }, () =>
        defence.activation.counted(refereeId, origin, (tally) =>
          database.transaction((trx) => work(trx, tally)),
        ),
      );
      if ('status' in outcome) throw new Problem(outcome);
      return outcome;
    },

    // Needs no lock: a new account has brought nobody, so it cannot close a ring.
    async activateOnFirstSignIn(trx, referee, code) {
      const referrer = await findReferrer(trx, referee.id, code);
      const outcome = 'id' in referrer ? await writeFirst(trx, referee, referrer) : referrer;
      return 'status' in outcome
        ? { status: 'rejected', reason: outcome.code }
        : { status: 'activated', referrer: outcome.inviteCode };
    },
  };
}
