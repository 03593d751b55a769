import type { FastifyRequest } from 'fastify';
import type { Audit } from '../audit/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { type Caller, type Guard, httpProblems, Problem } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Cursor } from '../lib/cursor.ts';
import { type AccountId, newId, type SessionId } from '../lib/id.ts';
import { networkOf } from '../lib/network.ts';
import type { Random } from '../lib/random.ts';
import type { AccessClaims, AccessTokens } from './access-token.ts';
import { sessionProblems } from './problems.ts';
import { deriveRefreshToken, isRefreshToken, parseRefreshToken } from './refresh-token.ts';
import type { Device, Session } from './session.ts';
import * as store from './store.ts';

/** What a signed-in client holds. Times in seconds from now. */
export interface Tokens {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string;
  readonly refreshExpiresInSeconds: number;
}

export interface Sessions {
  /** Begins a session inside the transaction that proved who signs in, and writes the sign-in down. */
  open(trx: Transaction, accountId: AccountId, device: Device, isFirst: boolean): Promise<Session>;
  /** The tokens of a session; to be called once its transaction is over. */
  tokens(session: Session): Promise<Tokens>;
  /** Finds the caller of a request by its access token, and checks that the session is alive; throws 401. */
  readonly authenticate: Guard;
  /**
   * Whom the access token of a request speaks for; throws 401. The session may have ended: whoever asks must check that
   * it `isAlive` in the very query that reads for it, and call `used` then.
   */
  identify(request: Pick<FastifyRequest, 'headers'>): Promise<AccessClaims>;
  /** Moves the "last used" of a session on, where `lastUsedAt` (epoch milliseconds) is too long ago. */
  used(sessionId: SessionId, lastUsedAt: number): Promise<void>;
  /** The next tokens for a refresh token; throws a Problem of the session table. */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Throws 403 unless the caller signed in with a code of late; a refresh is no sign-in. */
  requireFresh(caller: Pick<Caller, 'signedInAt'>): void;
  /** The live sessions of an account, newest first: the newest 100, or a page of them. */
  list(accountId: AccountId, page?: { limit: number; after?: Cursor | undefined }): Promise<Session[]>;
  /** Ends live sessions of an account, and writes down each. Returns which ones it ended. */
  end(trx: Transaction, accountId: AccountId, which?: Ending): Promise<SessionId[]>;
}

/** Which sessions are ended, and how that came about; by default all of them. */
export interface Ending {
  readonly only?: SessionId;
  readonly except?: SessionId;
  /** The session that asked for it. One that ends itself signs out. */
  readonly by?: SessionId;
  /** What else happened, where it was not the wish of the owner alone. */
  readonly why?: 'phone_changed' | 'account_ended';
}

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly accessTokens: AccessTokens;
  readonly audit: Audit;
  readonly refreshKey: Uint8Array;
  readonly accessTtlSeconds: number;
  /** How long the token before the current one still gets the same answer. */
  readonly refreshGraceSeconds: number;
  /** A session that is not refreshed for this long ends. */
  readonly idleSeconds: number;
  /** A session ends after this long in any case. */
  readonly absoluteSeconds: number;
  /** For so long after it a sign-in counts as fresh. */
  readonly freshSignInSeconds: number;
}

/** A call moves "last used" on only when it is older than this, so that reading does not mean writing. */
const lastUsedPrecisionMs = 10 * 60_000;
const userAgentLengthMax = 300;

export function createSessions(options: Options): Sessions {
  const { database, clock, random, accessTokens, audit, refreshKey } = options;
  const idleMs = options.idleSeconds * 1000;
  const absoluteMs = options.absoluteSeconds * 1000;

  async function tokens(session: Session): Promise<Tokens> {
    const name = { sessionId: session.id, number: session.refreshNumber };
    return {
      accessToken: await accessTokens.sign({ accountId: session.accountId, sessionId: session.id }),
      expiresInSeconds: options.accessTtlSeconds,
      refreshToken: deriveRefreshToken(refreshKey, name, session.refreshSalt),
      refreshExpiresInSeconds: Math.floor((session.expiresAt - clock.now()) / 1000),
    };
  }

  async function identify({ headers }: Pick<FastifyRequest, 'headers'>): Promise<AccessClaims> {
    const { authorization = '' } = headers;
    const [scheme] = /^Bearer +/i.exec(authorization) ?? [];
    const claims =
      scheme === undefined ? undefined : await accessTokens.verify(authorization.slice(scheme.length));
    if (claims === undefined) throw new Problem(httpProblems.unauthorized);
    return claims;
  }

  async function used(sessionId: SessionId, lastUsedAt: number): Promise<void> {
    const now = clock.now();
    if (now - lastUsedAt > lastUsedPrecisionMs) {
      await database.transaction((trx) => store.touch(trx, sessionId, now));
    }
  }

  return {
    tokens,

    async open(trx, accountId, { userAgent, address }, isFirst) {
      const now = clock.now();
      const session: Session = {
        id: newId('ses', clock, random),
        accountId,
        refreshSalt: random.bytes(16).toString('base64url'),
        refreshNumber: 1,
        refreshedAt: now,
        createdAt: now,
        lastUsedAt: now,
        expiresAt: now + idleMs,
        absoluteEndAt: now + absoluteMs,
        endedAt: null,
        userAgent: userAgent?.slice(0, userAgentLengthMax) ?? null,
        network: networkOf(address, { ipv4: 24, ipv6: 48 }),
      };
      store.insert(trx, session);
      const details = { first: isFirst };
      await audit.write(trx, { kind: 'sign_in', accountId, sessionId: session.id, details });
      return session;
    },

    identify,
    used,

    async authenticate(request) {
      const { accountId, sessionId } = await identify(request);
      const session = await store.findLive(database.read, sessionId, clock.now());
      if (session?.accountId !== accountId) throw new Problem(httpProblems.unauthorized);
      await used(sessionId, session.lastUsedAt);
      request.caller = { accountId, sessionId, signedInAt: session.createdAt };
    },

    async refresh(refreshToken) {
      const name = parseRefreshToken(refreshToken);
      if (name === undefined) throw new Problem(sessionProblems.invalid_refresh_token);
      const outcome = await database.transaction(async (trx) => {
        const now = clock.now();
        const session = await store.findById(trx, name.sessionId);
        if (session === undefined || !isRefreshToken(refreshToken, refreshKey, name, session.refreshSalt)) {
          return sessionProblems.invalid_refresh_token;
        }
        const expiresAt = Math.min(now + idleMs, session.absoluteEndAt);
        const rotated = await store.rotate(trx, { id: session.id, number: name.number, now, expiresAt });
        if (rotated !== undefined) return rotated;
        // Not the current token, or the session is over. Read again: a parallel refresh may just have won.
        const current = (await store.findById(trx, session.id)) ?? session;
        if (current.endedAt !== null || current.expiresAt <= now)
          return sessionProblems.invalid_refresh_token;
        const isPrevious = current.refreshNumber === name.number + 1;
        if (isPrevious && now - current.refreshedAt <= options.refreshGraceSeconds * 1000) return current;
        const { id: sessionId, accountId } = current;
        const [ended] = await store.end(trx, accountId, now, { only: sessionId });
        if (ended !== undefined) {
          const details = { used: name.number, newest: current.refreshNumber };
          await audit.write(trx, { kind: 'refresh_token_reused', accountId, sessionId, details });
        }
        return sessionProblems.refresh_token_reused;
      });
      if ('status' in outcome) throw new Problem(outcome);
      return tokens(outcome);
    },

    requireFresh({ signedInAt }) {
      if (clock.now() - signedInAt > options.freshSignInSeconds * 1000) {
        throw new Problem(sessionProblems.fresh_sign_in_required);
      }
    },

    list: (accountId, page) => store.listLive(database.read, accountId, clock.now(), page),

    async end(trx, accountId, which = {}) {
      const { by, why } = which;
      const ended = await store.end(trx, accountId, clock.now(), which);
      const details = { ...(by && { by }), ...(why && { why }) };
      for (const sessionId of ended) {
        const kind = sessionId === by && why === undefined ? 'sign_out' : 'session_ended';
        await audit.write(trx, { kind, accountId, sessionId, ...(kind === 'session_ended' && { details }) });
      }
      return ended;
    },
  };
}
