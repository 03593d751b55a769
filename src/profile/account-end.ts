import type { Accounts } from '../accounts/index.ts';
import type { Audit } from '../audit/index.ts';
import { eraseCodes } from '../codes/index.ts';
import type { Database } from '../db/index.ts';
import { type Caller, httpProblems, Problem } from '../http/index.ts';
import { eraseMessages } from '../messaging/index.ts';
import { eraseDevices, type Sessions } from '../sessions/index.ts';

/**
 * Ends the caller's account for good: number, name and devices are erased at once, all sessions end, and a nameless
 * tombstone keeps the referrals. Throws 403 without a fresh sign-in, 401 when the account has ended already.
 */
export type EndAccount = (caller: Caller) => Promise<void>;

interface Dependencies {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly audit: Audit;
}

export function createAccountEnd({ database, accounts, sessions, audit }: Dependencies): EndAccount {
  return async (caller) => {
    sessions.requireFresh(caller);
    const { accountId, sessionId } = caller;
    const isEnded = await database.transaction(async (trx) => {
      const phoneNumber = (await accounts.find(trx, accountId))?.phoneNumber;
      if (phoneNumber === undefined) return false;
      // Codes first, then the account, then sessions: a sign-in takes them in this order too, and so they never wait
      // for each other. One that comes now finds the account ended; one that came before has its session ended.
      await eraseCodes(trx, phoneNumber);
      if (!(await accounts.end(trx, accountId, phoneNumber))) return false;
      await sessions.end(trx, accountId, { by: sessionId, why: 'account_ended' });
      await eraseDevices(trx, accountId);
      await eraseMessages(trx, phoneNumber);
      await audit.write(trx, { kind: 'account_ended', accountId, sessionId, phoneNumber });
      return true;
    });
    if (!isEnded) throw new Problem(httpProblems.unauthorized);
  };
}
