import { type Audit, writeAuditEvent } from '../audit/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { type Caller, Problem } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type AccountId, newId, type SessionId } from '../lib/id.ts';
import { networkOf } from '../lib/network.ts';
import type { Page, PageRequest } from '../lib/page.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import type { AccessTokens } from './access-token.ts';
import { sessionProblems } from './problems.ts';
import type { Device, Session } from './session.ts';
import * as store from './store.ts';

/** The dependencies of sessions. */
export interface Sessions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly audit: Audit;
  readonly accessTokens: AccessTokens;
  readonly refreshKey: DerivedKey<'refreshTokens'>;
  readonly cookieKey: DerivedKey<'sessionCookies'>;
  /** How long the previous token still gets the same answer. */
  readonly refreshGraceSeconds: number;
  /** A session that is not used for this long ends. */
  readonly idleSeconds: number;
  /** A session ends after this long in any case. */
  readonly absoluteSeconds: number;
  /** How long a sign-in counts as recent. */
  readonly recentSignInSeconds: number;
}

/** A sign-in of an account on a device. */
export interface NewSession {
  readonly accountId: AccountId;
  readonly device: Device;
  readonly isFirstSignIn: boolean;
}

/** "Last used" is updated only when it is older than this, so that reads do not always write. */
export const lastUsedPrecisionMs = 10 * 60_000;
const userAgentLengthMax = 300;

/** Begins a session in the transaction that proved the number, and records the sign-in in the audit log. */
export function startSession(
  { clock, random, audit, idleSeconds, absoluteSeconds }: Sessions,
  trx: Transaction,
  { accountId, device, isFirstSignIn }: NewSession,
): Session {
  const now = clock.now();
  const session: Session = {
    id: newId('ses', clock, random),
    accountId,
    refreshSalt: random.bytes(16).toString('base64url'),
    refreshNumber: 1,
    refreshedAt: now,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: now + idleSeconds * 1000,
    absoluteEndAt: now + absoluteSeconds * 1000,
    endedAt: null,
    userAgent: device.userAgent?.slice(0, userAgentLengthMax) ?? null,
    network: networkOf(device.address, { ipv4: 24, ipv6: 48 }),
  };
  store.insert(trx, session);
  const details = { first: isFirstSignIn };
  writeAuditEvent(audit, trx, { kind: 'sign_in', accountId, sessionId: session.id, details });
  return session;
}

/** Throws 403 unless the caller signed in with a code recently; a refresh is no sign-in. */
export function requireRecentSignIn(
  { clock, recentSignInSeconds }: Pick<Sessions, 'clock' | 'recentSignInSeconds'>,
  { signedInAt }: Pick<Caller, 'signedInAt'>,
): void {
  if (clock.now() - signedInAt > recentSignInSeconds * 1000) {
    throw new Problem(sessionProblems.fresh_sign_in_required);
  }
}

const allOnOnePage: PageRequest = { limit: 100 };

/** The live sessions of an account, newest first: the newest 100, or a page of them. */
export function listSessions(
  { database, clock }: Sessions,
  accountId: AccountId,
  page: PageRequest = allOnOnePage,
): Promise<Page<Session>> {
  return store.listLive(database.read, accountId, clock.now(), page);
}

/** Which sessions to end, by default all, and why. */
export interface Ending {
  readonly only?: SessionId;
  readonly except?: SessionId;
  /** The session that requested it. Ending itself is a sign-out. */
  readonly by?: SessionId;
  /** The cause, when it was not just the owner's wish. */
  readonly why?: 'phone_changed' | 'account_ended';
}

/** Ends live sessions of an account, records each in the audit log, and returns them. */
export async function endSessions(
  { clock, audit }: Pick<Sessions, 'clock' | 'audit'>,
  trx: Transaction,
  accountId: AccountId,
  ending: Ending = {},
): Promise<SessionId[]> {
  const { by, why } = ending;
  const ended = await store.end(trx, accountId, clock.now(), ending);
  const details = { ...(by && { by }), ...(why && { why }) };
  for (const sessionId of ended) {
    const kind = sessionId === by && why === undefined ? 'sign_out' : 'session_ended';
    const event = { kind, accountId, sessionId } as const;
    writeAuditEvent(audit, trx, kind === 'sign_out' ? event : { ...event, details });
  }
  return ended;
}
