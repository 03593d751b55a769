import { type Account, findAccount } from '../accounts/index.ts';
import { type AuditEvent, listAuditEvents, writeAuditEvent } from '../audit/index.ts';
import { listConsents } from '../consents/index.ts';
import type { Queries } from '../db/index.ts';
import { type Caller, httpProblems, Problem } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import type { AccountId } from '../lib/id.ts';
import { countByDay, findReferral } from '../referrals/index.ts';
import { listAllSessions } from '../sessions/index.ts';
import { viewExportedEvent, viewExportedSession } from './export-view.ts';
import type { Profiles } from './profiles.ts';

const dayMs = 86_400_000;
/** How many events are read at a time. */
const eventsAtOnce = 1000;

/** Everything stored about the caller. Records the export in the audit log. Throws 401. */
export async function exportData(profiles: Profiles, { accountId, sessionId }: Caller) {
  const { database, clock, audit } = profiles;
  const queries = database.read;
  const event = { kind: 'data_exported', accountId, sessionId } as const;
  await database.transaction(async (trx) => writeAuditEvent(audit, trx, event));
  const account = await findAccount(queries, accountId);
  if (account === undefined) throw new Problem(httpProblems.unauthorized);
  const [referral, days, consents, sessions, events] = await Promise.all([
    findReferral(queries, accountId),
    countDays(queries, account, clock.now()),
    listConsents(queries, accountId),
    listAllSessions(queries, accountId),
    listEvents(profiles, accountId),
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
    sessions: sessions.map((session) => viewExportedSession(session, sessionId)),
    events: events.map(viewExportedEvent),
  };
}

async function listEvents({ audit, database }: Profiles, accountId: AccountId): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (;;) {
    const before = events.at(-1)?.id;
    const found = await listAuditEvents(audit, database.read, { accountId, before, limit: eventsAtOnce });
    events.push(...found);
    if (found.length < eventsAtOnce) return events;
  }
}

/** The days on which invited people came. */
async function countDays(queries: Queries, { id, createdAt }: Account, now: number) {
  const days = Math.floor(now / dayMs) - Math.floor(createdAt / dayMs) + 1;
  const counts = await countByDay(queries, id, { now, days, offsetMs: 0 });
  return counts
    .filter(({ count }) => count > 0)
    .map(({ at, count }) => ({ date: toTimestamp(at).slice(0, 10), count }));
}
