import type { Database } from '../db/index.ts';
import type { Caller } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import { isSameInConstantTime } from '../lib/constant-time.ts';
import { parseId, type SessionId } from '../lib/id.ts';
import { keyedHash } from '../lib/keyed-hash.ts';
import * as store from './store.ts';

/** Sessions as browsers hold them: one value in a cookie, good until the session ends. */
export interface SessionCookies {
  /** The value for a session; every session has another. */
  cookieOf(sessionId: SessionId): string;
  /** Whom a value speaks for; undefined when it is not genuine or its session has ended, in whatever way. */
  callerOf(value: string): Promise<Caller | undefined>;
}

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  /** The key of purpose `session-cookie`. */
  readonly key: Uint8Array;
  /** A session that is not used for this long ends. */
  readonly idleSeconds: number;
}

/** A request moves the idle end on only when the last one that did is older than this. */
const usePrecisionMs = 10 * 60_000;

/** The value is the session's id with a MAC: the database holds nothing from which a cookie could be made. */
export function createSessionCookies({ database, clock, key, idleSeconds }: Options): SessionCookies {
  function cookieOf(sessionId: SessionId): string {
    const mac = keyedHash(key, sessionId);
    return `${sessionId.slice('ses_'.length)}.${mac}`;
  }

  return {
    cookieOf,

    async callerOf(value) {
      const sessionId = parseId('ses', `ses_${value.split('.', 1)[0]}`);
      if (sessionId === undefined || !isSameInConstantTime(value, cookieOf(sessionId))) return undefined;
      const now = clock.now();
      const session = await store.findLive(database.read, sessionId, now);
      if (session === undefined) return undefined;
      if (now - session.lastUsedAt > usePrecisionMs) {
        await database.transaction((trx) => store.extend(trx, sessionId, now, now + idleSeconds * 1000));
      }
      return { accountId: session.accountId, sessionId, signedInAt: session.createdAt };
    },
  };
}
