import { Type } from 'typebox';
import type { AuditEvent } from '../audit/index.ts';
import { nullable, timestamp } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import type { SessionId } from '../lib/id.ts';
import { type Session, sessionView, viewSession } from '../sessions/index.ts';

/** Everything stored about one account. Of invited people only when they came: the rest is theirs. */
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

export function viewExportedSession(session: Session, currentId: SessionId) {
  return {
    ...viewSession(session, currentId),
    user_agent: session.userAgent,
    expires_at: toTimestamp(session.expiresAt),
    ended_at: session.endedAt === null ? null : toTimestamp(session.endedAt),
  };
}

export function viewExportedEvent(event: AuditEvent) {
  return {
    id: event.id,
    at: toTimestamp(event.at),
    kind: event.kind,
    session_id: event.sessionId,
    rule: event.rule,
    details: event.details,
  };
}
