import { Type } from 'typebox';
import { nullable, timestamp } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import type { SessionId } from '../lib/id.ts';
import { deviceName } from './device-name.ts';
import type { Session } from './session.ts';

/** A sign-in on one device, in an answer. */
export const sessionView = Type.Object({
  id: Type.String(),
  current: Type.Boolean(),
  device: nullable(Type.String()),
  address: Type.String({ description: "The client's network, not its full address." }),
  created_at: timestamp(),
  last_used_at: timestamp(),
});

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
