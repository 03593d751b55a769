import type { Account, Accounts } from '../accounts/index.ts';
import { type Database, lock, type Transaction } from '../db/index.ts';
import { Problem, type ProblemType } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { AccountId } from '../lib/id.ts';
import { type InviteCode, parseInviteCode } from '../lib/invite-code.ts';
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
   * Throws a Problem of the referral table.
   */
  activate(refereeId: AccountId, code: string): Promise<Referral>;
  /** The same inside a first sign-in, which a bad code must not spoil: the answer says what was wrong. */
  activateOnFirstSignIn(trx: Transaction, referee: Account, code: string): Promise<FirstSignInReferral>;
}

interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Accounts;
}

export function createReferrals({ database, clock, accounts }: Dependencies): Referrals {
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
    const earlier = await store.findByReferee(trx, refereeId);
    return earlier?.inviteCode === referrer.inviteCode ? earlier : referralProblems.referrer_already_set;
  }

  async function findReferrer(
    trx: Transaction,
    refereeId: AccountId,
    text: string,
  ): Promise<Account | ProblemType> {
    const code = parseInviteCode(text);
    const referrer = code && (await accounts.findByInviteCode(trx, code));
    if (referrer === undefined) return referralProblems.invite_code_not_found;
    return referrer.id === refereeId ? referralProblems.own_invite_code : referrer;
  }

  return {
    async activate(refereeId, code) {
      const outcome = await database.transaction(async (trx) => {
        const referrer = await findReferrer(trx, refereeId, code);
        if (!('id' in referrer)) return referrer;
        // One lock for all late activations: locks on the two accounts alone let rings of three and more close.
        await lock(trx, 'activation');
        if (await store.isAncestor(trx, refereeId, referrer.id)) {
          const earlier = await store.findByReferee(trx, refereeId);
          return earlier === undefined
            ? referralProblems.referral_cycle
            : referralProblems.referrer_already_set;
        }
        return write(trx, refereeId, referrer);
      });
      if ('status' in outcome) throw new Problem(outcome);
      return outcome;
    },

    // Needs no lock: a new account has brought nobody, so it cannot close a ring.
    async activateOnFirstSignIn(trx, referee, code) {
      const referrer = await findReferrer(trx, referee.id, code);
      const outcome = 'id' in referrer ? await write(trx, referee.id, referrer) : referrer;
      return 'status' in outcome
        ? { status: 'rejected', reason: outcome.code }
        : { status: 'activated', referrer: outcome.inviteCode };
    },
  };
}
