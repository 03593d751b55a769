import type { FastifyRequest } from 'fastify';
import type { Queries } from '../db/index.ts';
import { type Guard, httpProblems, Problem } from '../http/index.ts';
import { type AccessClaims, verifyAccessToken } from './access-token.ts';
import { lastUsedPrecisionMs, type Sessions } from './sessions.ts';
import * as store from './store.ts';

/**
 * Reads the live session of the claims and what else a route needs; undefined when it has ended. Its statement is built
 * from `selectLiveSession`.
 */
export type ReadSession<Found extends store.LiveSession> = (
  queries: Queries,
  session: store.SessionAt,
) => Promise<Found | undefined>;

/** A guard that reads more than the session, and what it read. */
export interface ReadingGuard<Found> {
  readonly guard: Guard;
  /** What was read for the request. Throws 401 on a route without this guard. */
  foundFor(request: FastifyRequest): Found;
}

/** Lets through requests with the access token of a live session, and notes the caller. Throws 401 for all others. */
export function sessionGuard(sessions: Sessions): Guard {
  return async (request) => {
    await letThrough(sessions, request, store.findLive);
  };
}

/** The same guard, for a route whose data is read in one statement with the session. */
export function readingGuard<Found extends store.LiveSession>(
  sessions: Sessions,
  read: ReadSession<Found>,
): ReadingGuard<Found> {
  const found = new WeakMap<FastifyRequest, Found>();
  return {
    guard: async (request) => {
      found.set(request, await letThrough(sessions, request, read));
    },
    foundFor(request) {
      const own = found.get(request);
      if (own === undefined) throw new Problem(httpProblems.unauthorized);
      return own;
    },
  };
}

async function letThrough<Found extends store.LiveSession>(
  sessions: Sessions,
  request: FastifyRequest,
  read: ReadSession<Found>,
): Promise<Found> {
  const { database, clock } = sessions;
  const { accountId, sessionId } = await claimsOf(sessions, request);
  const now = clock.now();
  const session = await read(database.read, { sessionId, now });
  if (session?.accountId !== accountId) throw new Problem(httpProblems.unauthorized);
  if (now - session.lastUsedAt > lastUsedPrecisionMs) {
    await database.transaction((trx) => store.touch(trx, sessionId, now));
  }
  request.caller = { accountId, sessionId, signedInAt: session.signedInAt };
  return session;
}

/** The claims of a request's access token. Throws 401. The session may have ended. */
async function claimsOf({ accessTokens }: Sessions, { headers }: FastifyRequest): Promise<AccessClaims> {
  const { authorization = '' } = headers;
  const [scheme] = /^Bearer +/i.exec(authorization) ?? [];
  const claims =
    scheme === undefined
      ? undefined
      : await verifyAccessToken(accessTokens, authorization.slice(scheme.length));
  if (claims === undefined) throw new Problem(httpProblems.unauthorized);
  return claims;
}
