import {
  type Accounts,
  changePhoneNumber,
  findAccount,
  findAccountByPhoneNumber,
  hasNumber,
} from '../accounts/index.ts';
import { type Audit, writeAuditEvent } from '../audit/index.ts';
import {
  type CodeRequest,
  eraseCodes,
  type Guess,
  type SendCode,
  type SentCode,
  signInProblems,
  type Verify,
} from '../codes/index.ts';
import { brokenConstraint, type Database, type Transaction } from '../db/index.ts';
import type { Defence } from '../defence/index.ts';
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
import type { Tally } from '../rate-limit/index.ts';
import { endSessions, requireRecentSignIn, type Sessions } from '../sessions/index.ts';
import { phoneChangeMessage } from './message.ts';

/** Moving an account to another number. Both steps throw a Problem, among them 403 without a fresh sign-in. */
export interface PhoneChange {
  /** Sends a code to the new number. Whether another account has that number is not told here. */
  request(caller: Caller, request: Omit<CodeRequest, 'purpose'>): Promise<SentCode>;
  /** Moves the account, ends its other sessions and tells the old number. 409 when another account has the number. */
  confirm(caller: Caller, guess: Omit<Guess, 'purpose'>, locale: Locale): Promise<void>;
}

interface Dependencies {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly messaging: Messaging;
  readonly audit: Audit;
  readonly defence: Defence;
  readonly sendCode: SendCode;
  readonly verify: Verify;
  readonly texts: Texts;
  /** Whether the number is one that is never sent to. */
  readonly isTestNumber: (phoneNumber: PhoneNumber) => boolean;
}

type Outcome = { readonly notice: Message | undefined } | 'wrong' | 'taken' | 'gone';

/** Twice the number can be gone in between; more often than that somebody plays with it. */
const roundsMax = 3;

export function createPhoneChange(dependencies: Dependencies): PhoneChange {
  const { database, accounts, sessions, messaging, audit, defence, sendCode, verify } = dependencies;

  async function requireOther(caller: Caller, to: PhoneNumber): Promise<void> {
    requireRecentSignIn(sessions, caller);
    if (await hasNumber(database.read, caller.accountId, to)) {
      throw fieldProblem('phone_number', 'wrong_value');
    }
  }

  async function change(
    trx: Transaction,
    tally: Tally,
    { accountId, sessionId }: Caller,
    guess: Omit<Guess, 'purpose'>,
    locale: Locale,
  ): Promise<Outcome> {
    const { phoneNumber: to } = guess;
    if (!(await verify(trx, tally, { ...guess, purpose: `phone_change:${accountId}` }))) return 'wrong';
    const account = await findAccount(trx, accountId);
    if (account === undefined) return 'gone';
    const from = account.phoneNumber;
    if ((await findAccountByPhoneNumber(trx, to)) !== undefined) return 'taken';
    // Codes before the account, as a sign-in takes them, so that neither waits for the other.
    await eraseCodes(trx, from);
    const moved = await changePhoneNumber(accounts, trx, { accountId, from, to });
    if (moved !== 'changed') return moved;
    await endSessions(sessions, trx, accountId, { except: sessionId, by: sessionId, why: 'phone_changed' });
    await eraseMessages(trx, from);
    const details = { from: maskPhoneNumber(from), to: maskPhoneNumber(to) };
    writeAuditEvent(audit, trx, { kind: 'phone_changed', accountId, sessionId, phoneNumber: to, details });
    if (dependencies.isTestNumber(from)) return { notice: undefined };
    const text = phoneChangeMessage(dependencies.texts.in(locale), to);
    return {
      notice: writeMessage(messaging, trx, { to: from, purpose: 'phone_changed', text, code: null, locale }),
    };
  }

  /** Runs again when another account took the number at the same moment: the next round finds it taken. */
  async function changeOnce(work: (trx: Transaction) => Promise<Outcome>): Promise<Outcome> {
    for (let round = 1; ; round += 1) {
      try {
        return await database.transaction(work);
      } catch (error) {
        if (round === roundsMax || brokenConstraint(error) !== 'unique') throw error;
      }
    }
  }

  return {
    async request(caller, request) {
      await requireOther(caller, request.to);
      return sendCode({ ...request, purpose: `phone_change:${caller.accountId}` });
    },

    async confirm(caller, guess, locale) {
      await requireOther(caller, guess.phoneNumber);
      const { phoneNumber } = guess;
      const outcome = await defence.recordRefusals({ phoneNumber, accountId: caller.accountId }, () =>
        defence.guessing.counted(guess.origin, (tally) =>
          changeOnce((trx) => change(trx, tally, caller, guess, locale)),
        ),
      );
      if (outcome === 'wrong') throw new Problem(signInProblems.invalid_code);
      if (outcome === 'taken') throw new Problem(signInProblems.phone_number_taken);
      if (outcome === 'gone') throw new Problem(httpProblems.unauthorized);
      if (outcome.notice !== undefined) await deliver(outcome.notice);
    },
  };

  /** The number has changed by now, whether the old one can be told or not; the message log keeps which. */
  async function deliver(notice: Message): Promise<void> {
    try {
      await deliverMessage(messaging, notice);
    } catch (error) {
      if (!(error instanceof SendingFailed)) throw error;
    }
  }
}
