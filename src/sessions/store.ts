import { expressionBuilder, sql } from 'kysely';
import { type Queries, statement, type Tables, type Transaction } from '../db/index.ts';
import type { AccountId, SessionId } from '../lib/id.ts';
import { listStart, type Page, type PageRequest, toPage } from '../lib/page.ts';
import type { Session } from './session.ts';
import { insertSession } from './shared-statements.ts';

interface SessionTable {
  readonly id: SessionId;
  readonly account_id: AccountId;
  readonly refresh_salt: string;
  readonly refresh_number: number;
  readonly refreshed_at: number;
  readonly created_at: number;
  readonly last_used_at: number;
  readonly expires_at: number;
  readonly absolute_end_at: number;
  readonly ended_at: number | null;
  readonly user_agent: string | null;
  readonly network: string;
}

declare module '../db/index.ts' {
  interface Tables {
    sessions: SessionTable;
  }
}

/** The mapper: how a session is read from its row, and how it is written. */
const columns = [
  'id',
  'account_id as accountId',
  'refresh_salt as refreshSalt',
  'refresh_number as refreshNumber',
  'refreshed_at as refreshedAt',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
  'expires_at as expiresAt',
  'absolute_end_at as absoluteEndAt',
  'ended_at as endedAt',
  'user_agent as userAgent',
  'network',
] as const;

function toRow(session: Session): SessionTable {
  return {
    id: session.id,
    account_id: session.accountId,
    refresh_salt: session.refreshSalt,
    refresh_number: session.refreshNumber,
    refreshed_at: session.refreshedAt,
    created_at: session.createdAt,
    last_used_at: session.lastUsedAt,
    expires_at: session.expiresAt,
    absolute_end_at: session.absoluteEndAt,
    ended_at: session.endedAt,
    user_agent: session.userAgent,
    network: session.network,
  };
}

/** Inserts a session without waiting for the answer. */
export function insert(trx: Transaction, session: Session): void {
  insertSession(trx, toRow(session));
}

/** The condition that a session is live at `now` (epoch milliseconds), for any query that `sessions` is part of. */
function liveSession(now: number) {
  const eb = expressionBuilder<Tables, 'sessions'>();
  return eb.and([eb('sessions.ended_at', 'is', null), eb('sessions.expires_at', '>', now)]);
}

/** A session and a time (epoch milliseconds). */
export interface SessionAt {
  readonly sessionId: SessionId;
  readonly now: number;
}

/** What a guard needs to know of a live session. Times are epoch milliseconds. */
export interface LiveSession {
  readonly accountId: AccountId;
  readonly signedInAt: number;
  readonly lastUsedAt: number;
}

/** The session if it is live at that time. The start of every guard's statement. */
export function selectLiveSession(queries: Queries, { sessionId, now }: SessionAt) {
  return queries
    .selectFrom('sessions')
    .select([
      'sessions.account_id as accountId',
      'sessions.created_at as signedInAt',
      'sessions.last_used_at as lastUsedAt',
    ])
    .where('sessions.id', '=', sessionId)
    .where(liveSession(now));
}

/** Compiled once: every call with an access token runs it. */
const selectLive = statement(selectLiveSession);

/** What a call needs of its session; undefined when it has ended. */
export async function findLive(queries: Queries, session: SessionAt): Promise<LiveSession | undefined> {
  return (await selectLive(queries, session))[0];
}

export function findById(queries: Queries, id: SessionId): Promise<Session | undefined> {
  return queries.selectFrom('sessions').select(columns).where('id', '=', id).executeTakeFirst();
}

/** The live sessions of an account, newest first, after the cursor `after`. */
export async function listLive(
  queries: Queries,
  accountId: AccountId,
  now: number,
  { limit, after = listStart }: PageRequest,
): Promise<Page<Session>> {
  const found = await queries
    .selectFrom('sessions')
    .select(columns)
    .where('account_id', '=', accountId)
    .where(liveSession(now))
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'id'), '<', tuple(after.at, after.id as SessionId)),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(found, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** All stored sessions of an account, live or ended, oldest first. */
export function listAll(queries: Queries, accountId: AccountId): Promise<Session[]> {
  return queries
    .selectFrom('sessions')
    .select(columns)
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Advances a live session to its next refresh token; undefined when `number` is not the current one. */
export function rotate(
  trx: Transaction,
  { id, number, now, expiresAt }: { id: SessionId; number: number; now: number; expiresAt: number },
): Promise<Session | undefined> {
  return trx
    .updateTable('sessions')
    .set({ refresh_number: number + 1, refreshed_at: now, last_used_at: now, expires_at: expiresAt })
    .where('id', '=', id)
    .where('refresh_number', '=', number)
    .where(liveSession(now))
    .returning(columns)
    .executeTakeFirst();
}

export async function touch(trx: Transaction, id: SessionId, now: number): Promise<void> {
  await trx.updateTable('sessions').set({ last_used_at: now }).where('id', '=', id).execute();
}

/** Marks a session as used and moves its idle end to `until`, but not beyond its absolute end. */
export async function extend(trx: Transaction, id: SessionId, now: number, until: number): Promise<void> {
  await trx
    .updateTable('sessions')
    .set(({ ref }) => ({
      last_used_at: now,
      expires_at: sql<number>`case when ${ref('absolute_end_at')} < ${until} then ${ref('absolute_end_at')} else ${until} end`,
    }))
    .where('id', '=', id)
    .where(liveSession(now))
    .execute();
}

/** Ends the live sessions of an account: only `only`, or all but `except`, or all. Returns which ones it ended. */
export async function end(
  trx: Transaction,
  accountId: AccountId,
  now: number,
  which: { only?: SessionId; except?: SessionId } = {},
): Promise<SessionId[]> {
  let update = trx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where(liveSession(now))
    .returning('id');
  if (which.only !== undefined) update = update.where('id', '=', which.only);
  if (which.except !== undefined) update = update.where('id', '<>', which.except);
  return (await update.execute()).map(({ id }) => id);
}

/** Erases devices and networks from all sessions of an account. */
export async function eraseDevices(trx: Transaction, accountId: AccountId): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ user_agent: null, network: 'erased' })
    .where('account_id', '=', accountId)
    .execute();
}

/** Removes sessions that ended before `before` (epoch milliseconds). */
export async function removeOld(trx: Transaction, before: number): Promise<void> {
  await trx.deleteFrom('sessions').where('expires_at', '<', before).execute();
}
