import { Type } from 'typebox';
import type { Account, Accounts } from '../accounts/index.ts';
import type { Audit, AuditEvent } from '../audit/index.ts';
import { listConsents } from '../consents/index.ts';
import type { Database, Queries } from '../db/index.ts';
import { type Caller, httpProblems, nullable, Problem, timestamp } from '../http/index.ts';
import { type Clock, toTimestamp } from '../lib/clock.ts';
import type { AccountId } from '../lib/id.ts';
import { countByDay, findReferral } from '../referrals/index.ts';
import { listAllSessions, type Session, sessionView, viewSession } from '../sessions/index.ts';

const time = (at: number | null) => (at === null ? null : toTimestamp(at));

/** All that is kept about one account. Of those whom it brought, only when they came: the rest is theirs. */
export const exportView = Type.Object({
  exported_at: timestamp(),
  account: Type.Object({
    id: Type.String(),
    name: nullable(Type.String()),
    phone_number: Type.String(),
    invite_code: Type.String(),
    created_at: timestamp(),
  }),
  referrer: nullable(Type.Object({ invite_code: Type.String(), activated_at: timestamp() })),
  invited_users: Type.Object({
    count: Type.Integer(),
    days: Type.Array(Type.Object({ date: Type.String({ format: 'date' }), count: Type.Integer() }), {
      description: 'How many came on which day (UTC), oldest first.',
    }),
  }),
  consents: Type.Array(Type.Object({ kind: Type.String(), version: Type.String(), at: timestamp() })),
  sessions: Type.Array(
    Type.Object({
      ...sessionView.properties,
      user_agent: nullable(Type.String()),
      expires_at: timestamp(),
      ended_at: nullable(timestamp()),
    }),
  ),
  events: Type.Array(
    Type.Object({
      id: Type.String(),
      at: timestamp(),
      kind: Type.String(),
      session_id: nullable(Type.String()),
      rule: nullable(Type.String()),
      details: nullable(Type.Object({}, { additionalProperties: true })),
    }),
    { description: 'What the audit log tells of this account, newest first.' },
  ),
});

const dayMs = 86_400_000;
/** Events are read so many at a time. */
const eventsAtOnce = 1000;

interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly audit: Audit;
}

/** Gathers one's own data, and writes down that it was taken. */
export function createExport({ database, clock, accounts, audit }: Dependencies) {
  async function listEvents(accountId: AccountId): Promise<AuditEvent[]> {
    const events: AuditEvent[] = [];
    for (;;) {
      const before = events.at(-1)?.id;
      const found = await audit.list(database.read, { accountId, before, limit: eventsAtOnce });
      events.push(...found);
      if (found.length < eventsAtOnce) return events;
    }
  }

  return async ({ accountId, sessionId }: Caller) => {
    await database.transaction((trx) => audit.write(trx, { kind: 'data_exported', accountId, sessionId }));
    const account = await accounts.find(database.read, accountId);
    if (account === undefined) throw new Problem(httpProblems.unauthorized);
    const [referral, days, consents, sessions, events] = await Promise.all([
      findReferral(database.read, accountId),
      countDays(database.read, account, clock.now()),
      listConsents(database.read, accountId),
      listAllSessions(database.read, accountId),
      listEvents(accountId),
    ]);
    return {
      exported_at: toTimestamp(clock.now()),
      account: {
        id: account.id,
        name: account.name,
        phone_number: account.phoneNumber,
        invite_code: account.inviteCode,
        created_at: toTimestamp(account.createdAt),
      },
      referrer:
        referral === undefined
          ? null
          : { invite_code: referral.inviteCode, activated_at: toTimestamp(referral.activatedAt) },
      invited_users: { count: days.reduce((sum, { count }) => sum + count, 0), days },
      consents: consents.map(({ kind, version, at }) => ({ kind, version, at: toTimestamp(at) })),
      sessions: sessions.map((session: Session) => ({
        ...viewSession(session, sessionId),
        user_agent: session.userAgent,
        expires_at: toTimestamp(session.expiresAt),
        ended_at: time(session.endedAt),
      })),
      events: events.map((event) => ({
        id: event.id,
        at: toTimestamp(event.at),
        kind: event.kind,
        session_id: event.sessionId,
        rule: event.rule,
        details: event.details,
      })),
    };
  };
}

/** On which days the account brought somebody. */
async function countDays(queries: Queries, { id, createdAt }: Account, now: number) {
  const days = Math.floor(now / dayMs) - Math.floor(createdAt / dayMs) + 1;
  const counts = await countByDay(queries, id, { now, days, offsetMs: 0 });
  return counts
    .filter(({ count }) => count > 0)
    .map(({ at, count }) => ({ date: toTimestamp(at).slice(0, 10), count }));
}

export type ExportData = ReturnType<typeof createExport>;
