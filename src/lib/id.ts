import type { Brand } from './brand.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export type AccountId = Brand<string, 'AccountId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type ChallengeId = Brand<string, 'ChallengeId'>;
export type MessageId = Brand<string, 'MessageId'>;
export type AuditEventId = Brand<string, 'AuditEventId'>;
export type AttemptId = Brand<string, 'GuessId'>;

interface Ids {
  readonly usr: AccountId;
  readonly ses: SessionId;
  readonly chl: ChallengeId;
  readonly msg: MessageId;
  readonly evt: AuditEventId;
  readonly gss: AttemptId;
}

/** A new UUIDv7 (RFC 9562) without dashes behind its prefix: later ids sort after earlier ones. */
export function newId<Prefix extends keyof Ids>(prefix: Prefix, clock: Clock, random: Random): Ids[Prefix] {
  const bytes = random.bytes(16);
  bytes.writeUIntBE(clock.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `${prefix}_${bytes.toString('hex')}` as Ids[Prefix];
}

/** The text that sorts before every id made at `at` (epoch milliseconds) or later, and after every earlier one. */
export function firstIdAt<Prefix extends keyof Ids>(prefix: Prefix, at: number): Ids[Prefix] {
  return `${prefix}_${Math.max(0, at).toString(16).padStart(12, '0')}` as Ids[Prefix];
}

/** The id in `text`, or undefined when it is not spelled like one with this prefix. */
export function parseId<Prefix extends keyof Ids>(prefix: Prefix, text: string): Ids[Prefix] | undefined {
  return text.startsWith(`${prefix}_`) && /^[a-z]{3}_[0-9a-f]{32}$/.test(text)
    ? (text as Ids[Prefix])
    : undefined;
}
