import { type Audit, writeAuditEvent } from '../audit/index.ts';
import type { Transaction } from '../db/index.ts';
import { Problem, type ProblemType } from '../http/index.ts';
import { signAccessToken } from './access-token.ts';
import { sessionProblems } from './problems.ts';
import {
  deriveRefreshToken,
  isRefreshToken,
  parseRefreshToken,
  type RefreshTokenName,
} from './refresh-token.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import * as store from './store.ts';

/** The tokens of a signed-in client. Times are seconds from now. */
export interface Tokens {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string;
  readonly refreshExpiresInSeconds: number;
}

/** The tokens of a session. Must be called after its transaction. */
export async function issueTokens(sessions: Sessions, session: Session): Promise<Tokens> {
  const { accessTokens, clock, refreshKey } = sessions;
  const name = { sessionId: session.id, number: session.refreshNumber };
  return {
    accessToken: await signAccessToken(accessTokens, {
      accountId: session.accountId,
      sessionId: session.id,
    }),
    expiresInSeconds: accessTokens.ttlSeconds,
    refreshToken: deriveRefreshToken(refreshKey, name, session.refreshSalt),
    refreshExpiresInSeconds: Math.floor((session.expiresAt - clock.now()) / 1000),
  };
}

/** The next tokens for a refresh token. Throws a Problem of the session table. */
export async function refreshTokens(sessions: Sessions, refreshToken: string): Promise<Tokens> {
  const name = parseRefreshToken(refreshToken);
  if (name === undefined) throw new Problem(sessionProblems.invalid_refresh_token);
  const outcome = await sessions.database.transaction(async (trx) => {
    const session = await store.findById(trx, name.sessionId);
    const isGenuine =
      session !== undefined && isRefreshToken(refreshToken, sessions.refreshKey, name, session.refreshSalt);
    return isGenuine ? rotate(sessions, trx, session, name) : sessionProblems.invalid_refresh_token;
  });
  // After the transaction, so that a session ended because of a reused token stays ended.
  if ('status' in outcome) throw new Problem(outcome);
  return issueTokens(sessions, outcome);
}

/** Advances the session to its next token, if the named one is current or just was. */
async function rotate(
  { clock, audit, idleSeconds, refreshGraceSeconds }: Sessions,
  trx: Transaction,
  session: Session,
  { number }: RefreshTokenName,
): Promise<Session | ProblemType> {
  const now = clock.now();
  const expiresAt = Math.min(now + idleSeconds * 1000, session.absoluteEndAt);
  const rotated = await store.rotate(trx, { id: session.id, number, now, expiresAt });
  if (rotated !== undefined) return rotated;
  // Not the current token, or the session has ended. Read again: a parallel refresh may just have won.
  const current = (await store.findById(trx, session.id)) ?? session;
  if (current.endedAt !== null || current.expiresAt <= now) return sessionProblems.invalid_refresh_token;
  const isPrevious = current.refreshNumber === number + 1;
  if (isPrevious && now - current.refreshedAt <= refreshGraceSeconds * 1000) return current;
  await endReused({ audit, now, number }, trx, current);
  return sessionProblems.refresh_token_reused;
}

/** Ends a session whose old token was used again: it may have been copied. */
async function endReused(
  { audit, now, number }: { readonly audit: Audit; readonly now: number; readonly number: number },
  trx: Transaction,
  { id: sessionId, accountId, refreshNumber }: Session,
): Promise<void> {
  const [ended] = await store.end(trx, accountId, now, { only: sessionId });
  if (ended === undefined) return;
  const details = { used: number, newest: refreshNumber };
  writeAuditEvent(audit, trx, { kind: 'refresh_token_reused', accountId, sessionId, details });
}
