import { type Account, type Accounts, findOrCreateAccount, hasNumber } from '../accounts/index.ts';
import { type CodeAttempt, type Codes, codeProblems, verifyCode } from '../codes/index.ts';
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

/** The dependencies of signing in. */
export interface SignIns {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly onFirstSignIn: OnFirstSignIn;
}

/** The outcome of an invite code at a sign-in. */
export type ReferralOutcome =
  | { readonly status: 'activated'; readonly referrer: string }
  | { readonly status: 'rejected'; readonly reason: string };

/** Called inside the transaction of an account's first sign-in. Must not fail it. */
export type OnFirstSignIn = (
  trx: Transaction,
  account: Account,
  inviteCode: string,
) => Promise<ReferralOutcome>;

/** A code entered to sign in. */
export interface SignInAttempt extends Omit<CodeAttempt, 'purpose' | 'origin'> {
  readonly device: Device;
  readonly inviteCode: string | undefined;
  /** Runs in the same transaction, after everything else. */
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

/** The committed result of a correct code. */
interface Entered {
  readonly session: Session;
  readonly isNew: boolean;
  readonly referral: ReferralOutcome | undefined;
}

const notFirstSignIn: ReferralOutcome = { status: 'rejected', reason: 'not_first_sign_in' };

/** The number left its account during the sign-in. */
class AccountLeft extends Error {}

/**
 * Signs in with a code. One transaction checks it, creates the account at the first sign-in, and begins a session.
 * Throws a Problem of the sign-in or defence table.
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
  // After the transaction, so that the attempt is counted.
  if (entered === undefined) throw new Problem(codeProblems.invalid_code);
  const { session, isNew, referral } = entered;
  return { ...(await issueTokens(sessions, session)), sessionId: session.id, isNewUser: isNew, referral };
}

/** Runs again when the number left its account meanwhile: it then has no account, or another one. */
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

/** Checks the code, finds or creates the account, and begins a session; undefined if the code is wrong. */
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
  // The account may just have ended or changed its number, and then this session began too late to be ended with it.
  // PostgreSQL waited for that in the line above, so it is visible now.
  if (!isNew && !(await hasNumber(trx, account.id, phoneNumber))) throw new AccountLeft();
  await attempt.inTransaction?.(trx, account.id, referral);
  return { session, isNew, referral };
}
