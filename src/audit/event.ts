import type { AccountId, AuditEventId, SessionId } from '../lib/id.ts';
import type { AuditPhoneHash } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** What the audit log can tell of. */
export type AuditKind =
  | 'sign_in'
  | 'sign_out'
  | 'session_ended'
  | 'refresh_token_reused'
  | 'phone_change_requested'
  | 'phone_changed'
  | 'account_ended'
  | 'data_exported'
  | 'signing_key_rotated'
  | 'refused'
  | 'would_refuse'
  | 'let_through'
  | 'unlocked';

/** Plain values: counts, names of rules, shortened networks. Never a code or a token. */
export type AuditDetails = Readonly<
  Record<string, string | number | boolean | null | readonly (string | number)[]>
>;

/** Something that happened, as its writer tells it. */
export interface NewAuditEvent {
  readonly kind: AuditKind;
  readonly accountId?: AccountId | undefined;
  readonly sessionId?: SessionId | undefined;
  /** Kept as a keyed hash only. */
  readonly phoneNumber?: PhoneNumber | undefined;
  /** The limit or rule that decided, for refusals. */
  readonly rule?: string | undefined;
  readonly details?: AuditDetails | undefined;
}

/** Something that happened, as it is kept. */
export interface AuditEvent {
  readonly id: AuditEventId;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: AuditKind;
  readonly accountId: AccountId | null;
  readonly sessionId: SessionId | null;
  readonly phoneHash: AuditPhoneHash | null;
  readonly rule: string | null;
  readonly details: AuditDetails | null;
}
