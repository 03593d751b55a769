import {
  type Accounts,
  changePhoneNumber,
  findAccount,
  findAccountByPhoneNumber,
  hasNumber,
} from '../accounts/index.ts';
import { type Audit, writeAuditEvent } from '../audit/index.ts';
import {
  type CodeAttempt,
  type CodeRequest,
  type Codes,
  codeProblems,
  eraseCodes,
  isTestNumber,
  type SentCode,
  sendCode,
  verifyCode,
} from '../codes/index.ts';
import { brokenConstraint, type Database, type Transaction } from '../db/index.ts';
import { recordRefusal } from '../defence/index.ts';
import { type Caller, fieldProblem, httpProblems, Problem } from '../http/index.ts';
import type { Locale, Texts } from '../i18n/index.ts';
import { maskPhoneNumber, type PhoneNumber } from '../lib/phone-number.ts';
import {
  deliverMessage,
  eraseMessages,
  type Message,
  type Messaging,
  SendingFailed,
  writeMessage,
} from '../messaging/index.ts';
import { endSessions, requireRecentSignIn, type Sessions } from '../sessions/index.ts';
import { phoneChangeMessage } from './message.ts';

/** The dependencies of changing an account's number. */
export interface PhoneChanges {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly messaging: Messaging;
  readonly audit: Audit;
  readonly texts: Texts;
  readonly codes: Codes;
}

/** The code sent to the new number, as the account enters it. */
export interface PhoneChangeAttempt extends Omit<CodeAttempt, 'purpose'> {
  /** Of the notice to the old number. */
  readonly locale: Locale;
}

type Outcome = { readonly notice: Message | undefined } | 'wrong' | 'taken' | 'gone';

/** The number can change twice in between; more often than that is no accident. */
const roundsMax = 3;

/**
 * Sends a code to the caller's new number. Does not reveal whether another account has that number. Throws 403 without
 * a recent sign-in, and what `sendCode` throws.
 */
export async function requestPhoneChange(
  changes: PhoneChanges,
  caller: Caller,
  request: Omit<CodeRequest, 'purpose'>,
): Promise<SentCode> {
  await requireOtherNumber(changes, caller, request.to);
  return sendCode(changes.codes, { ...request, purpose: `phone_change:${caller.accountId}` });
}

/**
 * Gives the caller's account the number, ends its other sessions and tells the old number. Throws 403 without a recent
 * sign-in, 409 when another account has the number, and the Problem of a wrong or refused attempt.
 */
export async function confirmPhoneChange(
  changes: PhoneChanges,
  caller: Caller,
  attempt: PhoneChangeAttempt,
): Promise<void> {
  await requireOtherNumber(changes, caller, attempt.phoneNumber);
  let outcome: Outcome;
  try {
    outcome = await changeInTransaction(changes, caller, attempt);
  } catch (error) {
    const { accountId } = caller;
    await recordRefusal(changes.codes.defence, error, { phoneNumber: attempt.phoneNumber, accountId });
    throw error;
  }
  // After the transaction, so that the attempt is counted.
  if (outcome === 'wrong') throw new Problem(codeProblems.invalid_code);
  if (outcome === 'taken') throw new Problem(codeProblems.phone_number_taken);
  if (outcome === 'gone') throw new Problem(httpProblems.unauthorized);
  if (outcome.notice !== undefined) await deliver(changes, outcome.notice);
}

async function requireOtherNumber(
  { database, sessions }: PhoneChanges,
  caller: Caller,
  to: PhoneNumber,
): Promise<void> {
  requireRecentSignIn(sessions, caller);
  if (await hasNumber(database.read, caller.accountId, to)) {
    throw fieldProblem('phone_number', 'wrong_value');
  }
}

/** Runs again when another account took the number at the same moment: the next round finds it taken. */
async function changeInTransaction(
  changes: PhoneChanges,
  caller: Caller,
  attempt: PhoneChangeAttempt,
): Promise<Outcome> {
  for (let round = 1; ; round += 1) {
    try {
      return await changes.database.transaction((trx) => change(changes, trx, caller, attempt));
    } catch (error) {
      if (round === roundsMax || brokenConstraint(error) !== 'unique') throw error;
    }
  }
}

async function change(
  { accounts, sessions, messaging, audit, texts, codes }: PhoneChanges,
  trx: Transaction,
  { accountId, sessionId }: Caller,
  attempt: PhoneChangeAttempt,
): Promise<Outcome> {
  const { phoneNumber: to, locale } = attempt;
  const isRight = await verifyCode(codes, trx, { ...attempt, purpose: `phone_change:${accountId}` });
  if (!isRight) return 'wrong';
  const account = await findAccount(trx, accountId);
  if (account === undefined) return 'gone';
  const from = account.phoneNumber;
  if ((await findAccountByPhoneNumber(trx, to)) !== undefined) return 'taken';
  // Codes before the account, in the order of a sign-in, so that the two never deadlock.
  await eraseCodes(trx, from);
  const moved = await changePhoneNumber(accounts, trx, { accountId, from, to });
  if (moved !== 'changed') return moved;
  await endSessions(sessions, trx, accountId, { except: sessionId, by: sessionId, why: 'phone_changed' });
  await eraseMessages(trx, from);
  const details = { from: maskPhoneNumber(from), to: maskPhoneNumber(to) };
  writeAuditEvent(audit, trx, { kind: 'phone_changed', accountId, sessionId, phoneNumber: to, details });
  if (isTestNumber(codes, from)) return { notice: undefined };
  const text = phoneChangeMessage(texts.in(locale), to);
  const draft = { to: from, purpose: 'phone_changed', text, code: null, locale };
  return { notice: writeMessage(messaging, trx, draft) };
}

/** Notifies the old number. A failure does not undo the change; the message log keeps it. */
async function deliver({ messaging }: PhoneChanges, notice: Message): Promise<void> {
  try {
    await deliverMessage(messaging, notice);
  } catch (error) {
    if (!(error instanceof SendingFailed)) throw error;
  }
}
