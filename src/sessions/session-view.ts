import { Type } from 'typebox';
import { idView, nullable, timestamp } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import type { SessionId } from '../lib/id.ts';
import { deviceName } from './device-name.ts';
import type { Session } from './session.ts';

/** A sign-in on one device, in an answer. */
export const sessionView = Type.Object(
  {
    id: idView('ses'),
    current: Type.Boolean({ description: 'Whether it is the session of this access token.' }),
    device: nullable(
      Type.String({ description: 'The name of the device and its program.', examples: ['Firefox, Windows'] }),
    ),
    address: Type.String({ description: 'The network of the client, not its full address.' }),
    created_at: timestamp(),
    last_used_at: timestamp('Within a few minutes.'),
  },
  { title: 'Session', description: 'A sign-in on one device.' },
);

export function viewSession(session: Session, currentId: SessionId) {
  return {
    id: session.id,
    current: session.id === currentId,
    device: deviceName(session.userAgent),
    address: session.network,
    created_at: toTimestamp(session.createdAt),
    last_used_at: toTimestamp(session.lastUsedAt),
  };
}
