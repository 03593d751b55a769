import { eraseAccount, findAccount } from '../accounts/index.ts';
import { writeAuditEvent } from '../audit/index.ts';
import { eraseCodes } from '../codes/index.ts';
import type { Transaction } from '../db/index.ts';
import { type Caller, httpProblems, Problem } from '../http/index.ts';
import { eraseMessages } from '../messaging/index.ts';
import { endSessions, eraseDevices, requireRecentSignIn } from '../sessions/index.ts';
import type { Profiles } from './profiles.ts';

/**
 * Ends the caller's account for good: number, name and devices are erased at once, all sessions end, and a nameless
 * tombstone keeps the referrals. Throws 403 without a recent sign-in, 401 when the account has ended already.
 */
export async function endAccount(profiles: Profiles, caller: Caller): Promise<void> {
  requireRecentSignIn(profiles.sessions, caller);
  const isEnded = await profiles.database.transaction((trx) => erase(profiles, trx, caller));
  if (!isEnded) throw new Problem(httpProblems.unauthorized);
}

async function erase(
  { accounts, sessions, audit }: Profiles,
  trx: Transaction,
  { accountId, sessionId }: Caller,
): Promise<boolean> {
  const account = await findAccount(trx, accountId);
  if (account === undefined) return false;
  const { phoneNumber } = account;
  // Codes, then the account, then sessions: the order of a sign-in, so that the two never deadlock. A later sign-in
  // finds the account ended; the session of an earlier one is ended here.
  await eraseCodes(trx, phoneNumber);
  if (!(await eraseAccount(accounts, trx, accountId, phoneNumber))) return false;
  await endSessions(sessions, trx, accountId, { by: sessionId, why: 'account_ended' });
  await eraseDevices(trx, accountId);
  await eraseMessages(trx, phoneNumber);
  writeAuditEvent(audit, trx, { kind: 'account_ended', accountId, sessionId, phoneNumber });
  return true;
}
