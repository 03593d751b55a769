import { isSameInConstantTime } from '../lib/constant-time.ts';
import { parseId, type SessionId } from '../lib/id.ts';
import { keyedHash } from '../lib/keyed-hash.ts';

/** Identifies a refresh token of a session. Each refresh adds one to `number`. */
export interface RefreshTokenName {
  readonly sessionId: SessionId;
  readonly number: number;
}

/**
 * The refresh token of that name. It is derived from the key and the session's salt, not stored: a lost answer can be
 * repeated, and the database holds nothing that could be used as a token.
 */
export function deriveRefreshToken(
  key: Uint8Array,
  { sessionId, number }: RefreshTokenName,
  salt: string,
): string {
  const mac = keyedHash(key, `${sessionId}.${number}.${salt}`);
  return `rt_${sessionId.slice('ses_'.length)}.${number}.${mac}`;
}

/** The name in a token. Only `isRefreshToken` tells whether the token is genuine. */
export function parseRefreshToken(token: string): RefreshTokenName | undefined {
  const [, id, number] = /^rt_([0-9a-f]{32})\.([1-9]\d{0,9})\.[\w-]{43}$/.exec(token) ?? [];
  const sessionId = id && parseId('ses', `ses_${id}`);
  return sessionId === undefined || sessionId === '' ? undefined : { sessionId, number: Number(number) };
}

/** Whether `token` is the one of that name, compared in constant time. */
export function isRefreshToken(
  token: string,
  key: Uint8Array,
  name: RefreshTokenName,
  salt: string,
): boolean {
  return isSameInConstantTime(token, deriveRefreshToken(key, name, salt));
}
