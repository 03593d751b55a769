import { type Account, type Accounts, findOrCreateAccount, hasNumber } from '../accounts/index.ts';
import { type Guess, signInProblems, type Verify } from '../codes/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import type { Defence } from '../defence/index.ts';
import { Problem } from '../http/index.ts';
import type { AccountId, SessionId } from '../lib/id.ts';
import type { Tally } from '../rate-limit/index.ts';
import { type Device, issueTokens, type Sessions, startSession, type Tokens } from '../sessions/index.ts';

/** What became of an invite code that came with a sign-in. */
export interface ReferralOutcome {
  readonly status: 'activated' | 'rejected';
  readonly referrer?: string;
  readonly reason?: string;
}

/** Called inside the transaction of an account's first sign-in; must not spoil it. */
export type OnFirstSignIn = (
  trx: Transaction,
  account: Account,
  inviteCode: string,
) => Promise<ReferralOutcome>;

export interface SignedIn extends Tokens {
  readonly sessionId: SessionId;
  readonly isNewUser: boolean;
  readonly referral: ReferralOutcome | undefined;
}

/** Signs in with a code: one transaction checks it, writes the account if it is the first time, and begins a session. */
export type SignIn = (
  guess: Omit<Guess, 'purpose' | 'origin'>,
  more: {
    readonly device: Device;
    readonly inviteCode: string | undefined;
    /** Runs in the same transaction, once everything else in it is done. */
    readonly within?: (trx: Transaction, accountId: AccountId, referral?: ReferralOutcome) => Promise<void>;
  },
) => Promise<SignedIn>;

interface Dependencies {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly verify: Verify;
  readonly defence: Defence;
  readonly onFirstSignIn: OnFirstSignIn;
}

/** The number has left the account while it signed in. */
class AccountLeft extends Error {}

/** Does the work again when the number has left its account meanwhile: it then has none, or another one. */
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AccountLeft)) throw error;
    return work();
  }
}

export function createSignIn(dependencies: Dependencies): SignIn {
  const { database, accounts, sessions, verify, defence, onFirstSignIn } = dependencies;

  return async (guess, { device, inviteCode, within }) => {
    const { phoneNumber } = guess;
    async function work(trx: Transaction, tally: Tally) {
      if (!(await verify(trx, tally, { ...guess, purpose: 'sign_in', origin: device }))) return undefined;
      const { account, isNew } = await findOrCreateAccount(accounts, trx, phoneNumber);
      const referral = inviteCode === undefined ? undefined : await refer(trx, account, isNew, inviteCode);
      const session = startSession(sessions, trx, {
        accountId: account.id,
        device,
        isFirstSignIn: isNew,
      });
      // The account may just have ended or moved to another number: then its sessions were ended before this one
      // was begun. PostgreSQL has waited for that in the line above, and shows it now.
      if (!isNew && !(await hasNumber(trx, account.id, phoneNumber))) throw new AccountLeft();
      await within?.(trx, account.id, referral);
      return { isNew, referral, session };
    }
    const begin = (tally: Tally) => database.transaction((trx) => work(trx, tally), { shareBy: phoneNumber });
    const outcome = await defence.recordRefusals({ phoneNumber }, () =>
      defence.guessing.counted(device, (tally) => onceMore(() => begin(tally))),
    );
    if (outcome === undefined) throw new Problem(signInProblems.invalid_code);
    const { session, isNew, referral } = outcome;
    return { ...(await issueTokens(sessions, session)), sessionId: session.id, isNewUser: isNew, referral };
  };

  async function refer(
    trx: Transaction,
    account: Account,
    isNew: boolean,
    code: string,
  ): Promise<ReferralOutcome> {
    return isNew ? onFirstSignIn(trx, account, code) : { status: 'rejected', reason: 'not_first_sign_in' };
  }
}
