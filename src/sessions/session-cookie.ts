import type { Caller } from '../http/index.ts';
import { isSameInConstantTime } from '../lib/constant-time.ts';
import { parseId, type SessionId } from '../lib/id.ts';
import { keyedHash } from '../lib/keyed-hash.ts';
import { lastUsedPrecisionMs, type Sessions } from './sessions.ts';
import * as store from './store.ts';

/**
 * A session in a browser: one cookie value, valid until the session ends. It is the session's id with a MAC, so the
 * database holds nothing from which a cookie could be made.
 */
export function sessionCookie({ cookieKey }: Pick<Sessions, 'cookieKey'>, sessionId: SessionId): string {
  return `${sessionId.slice('ses_'.length)}.${keyedHash(cookieKey, sessionId)}`;
}

/** The caller of a cookie's value; undefined when it is not genuine or its session has ended. */
export async function callerOfCookie(sessions: Sessions, value: string): Promise<Caller | undefined> {
  const { database, clock, idleSeconds } = sessions;
  const sessionId = parseId('ses', `ses_${value.split('.', 1)[0]}`);
  if (sessionId === undefined || !isSameInConstantTime(value, sessionCookie(sessions, sessionId)))
    return undefined;
  const now = clock.now();
  const session = await store.findLive(database.read, { sessionId, now });
  if (session === undefined) return undefined;
  if (now - session.lastUsedAt > lastUsedPrecisionMs) {
    await database.transaction((trx) => store.extend(trx, sessionId, now, now + idleSeconds * 1000));
  }
  return { accountId: session.accountId, sessionId, signedInAt: session.signedInAt };
}
