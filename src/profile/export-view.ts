import { Type } from 'typebox';
import type { AuditEvent } from '../audit/index.ts';
import { idView, inviteCodeView, nullable, phoneNumberView, timestamp } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import type { SessionId } from '../lib/id.ts';
import { type Session, sessionView, viewSession } from '../sessions/index.ts';

const exportedAccount = Type.Object(
  {
    id: idView('usr'),
    name: nullable(Type.String()),
    phone_number: phoneNumberView(),
    invite_code: inviteCodeView(),
    created_at: timestamp(),
  },
  { title: 'ExportedAccount' },
);

const exportedSession = Type.Object(
  {
    ...sessionView.properties,
    user_agent: nullable(Type.String()),
    expires_at: timestamp(),
    ended_at: nullable(timestamp()),
  },
  { title: 'ExportedSession' },
);

const exportedEvent = Type.Object(
  {
    id: idView('evt'),
    at: timestamp(),
    kind: Type.String({ description: 'What happened, as a stable word.', examples: ['sign_in'] }),
    session_id: nullable(idView('ses')),
    rule: nullable(Type.String({ description: 'The limit or rule that decided, for refusals.' })),
    details: nullable(
      Type.Object({}, { additionalProperties: true, description: 'More about it, depending on `kind`.' }),
    ),
  },
  { title: 'ExportedEvent' },
);

const count = () => Type.Integer({ minimum: 0 });

/** Everything stored about one account. Of invited people only when they came: the rest is theirs. */
export const exportView = Type.Object(
  {
    exported_at: timestamp(),
    account: exportedAccount,
    referrer: nullable(Type.Object({ invite_code: inviteCodeView(), activated_at: timestamp() })),
    invited_users: Type.Object({
      count: count(),
      days: Type.Array(Type.Object({ date: Type.String({ format: 'date' }), count: count() }), {
        description: 'How many came on which day (UTC), oldest first.',
      }),
    }),
    consents: Type.Array(
      Type.Object({
        kind: Type.String({ examples: ['referrer_sees_number'] }),
        version: Type.String(),
        at: timestamp(),
      }),
    ),
    sessions: Type.Array(exportedSession),
    events: Type.Array(exportedEvent, {
      description: 'What the audit log contains about this account, newest first.',
    }),
  },
  {
    title: 'ProfileExport',
    description: 'Everything stored about one account.',
    headers: {
      'Content-Disposition': {
        type: 'string',
        description: 'Lets a browser save the answer as a file.',
        examples: ['attachment; filename="pozovi-export.json"'],
      },
    },
  },
);

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
