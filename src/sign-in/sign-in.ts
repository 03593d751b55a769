import { type Account, type Accounts, findOrCreateAccount, hasNumber } from '../accounts/index.ts';
import { type CodeAttempt, type Codes, signInProblems, verifyCode } from '../codes/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { recordRefusal } from '../defence/index.ts';
import { Problem } from '../http/index.ts';
import type { AccountId, SessionId } from '../lib/id.ts';
import {
  type Device,
  issueTokens,
  type Session,
  type Sessions,
  startSession,
  type Tokens,
} from '../sessions/index.ts';

/** What signing in needs. */
export interface SignIns {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly onFirstSignIn: OnFirstSignIn;
}

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

/** Somebody who enters a code to sign in. */
export interface SignInAttempt extends Omit<CodeAttempt, 'purpose' | 'origin'> {
  readonly device: Device;
  readonly inviteCode: string | undefined;
  /** Runs in the same transaction, once everything else in it is done. */
  readonly inTransaction?: (
    trx: Transaction,
    accountId: AccountId,
    referral?: ReferralOutcome,
  ) => Promise<void>;
}

export interface SignedIn extends Tokens {
  readonly sessionId: SessionId;
  readonly isNewUser: boolean;
  readonly referral: ReferralOutcome | undefined;
}

/** What a right code led to, once it is committed. */
interface Entered {
  readonly session: Session;
  readonly isNew: boolean;
  readonly referral: ReferralOutcome | undefined;
}

const notFirstSignIn: ReferralOutcome = { status: 'rejected', reason: 'not_first_sign_in' };

/** The number has left the account while it signed in. */
class AccountLeft extends Error {}

/**
 * Signs in with a code: one transaction checks it, writes the account if it is the first time, and begins a session. Throws
 * a Problem of the sign-in or defence table.
 */
export async function signIn(signIns: SignIns, attempt: SignInAttempt): Promise<SignedIn> {
  const { codes, sessions } = signIns;
  const { phoneNumber } = attempt;
  let entered: Entered | undefined;
  try {
    entered = await enterInTransaction(signIns, attempt);
  } catch (error) {
    await recordRefusal(codes.defence, error, { phoneNumber });
    throw error;
  }
  // Only now: the transaction that counts the attempt is committed.
  if (entered === undefined) throw new Problem(signInProblems.invalid_code);
  const { session, isNew, referral } = entered;
  return { ...(await issueTokens(sessions, session)), sessionId: session.id, isNewUser: isNew, referral };
}

/** Runs a second time when the number has left its account meanwhile: it then has none, or another one. */
async function enterInTransaction(signIns: SignIns, attempt: SignInAttempt): Promise<Entered | undefined> {
  const run = () =>
    signIns.database.transaction((trx) => enter(signIns, trx, attempt), { shareBy: attempt.phoneNumber });
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AccountLeft)) throw error;
    return run();
  }
}

/** Checks the code and, if it is right, finds or writes the account and begins a session; undefined if it is wrong. */
async function enter(
  signIns: SignIns,
  trx: Transaction,
  attempt: SignInAttempt,
): Promise<Entered | undefined> {
  const { accounts, codes, sessions } = signIns;
  const { phoneNumber, device, inviteCode } = attempt;
  const isRight = await verifyCode(codes, trx, { ...attempt, purpose: 'sign_in', origin: device });
  if (!isRight) return undefined;
  const { account, isNew } = await findOrCreateAccount(accounts, trx, phoneNumber);
  let referral: ReferralOutcome | undefined;
  if (inviteCode !== undefined) {
    referral = isNew ? await signIns.onFirstSignIn(trx, account, inviteCode) : notFirstSignIn;
  }
  const session = startSession(sessions, trx, { accountId: account.id, device, isFirstSignIn: isNew });
  // The account may just have ended or changed its number: then its sessions were ended before this one was begun.
  // PostgreSQL has waited for that in the line above, and shows it now.
  if (!isNew && !(await hasNumber(trx, account.id, phoneNumber))) throw new AccountLeft();
  await attempt.inTransaction?.(trx, account.id, referral);
  return { session, isNew, referral };
}
