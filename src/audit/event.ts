import type { AccountId, AuditEventId, SessionId } from '../lib/id.ts';
import type { AuditPhoneHash } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** Every kind of audit event. `docs/audit.md` is generated from this table. */
export const auditKinds = {
  sign_in: 'A sign-in with a code. `details.first`: whether it created the account.',
  sign_out: 'A session was ended by its own device.',
  session_ended: 'A session was ended from elsewhere; `details.why` says how.',
  refresh_token_reused: 'A replaced refresh token was used again, and its session was ended.',
  phone_changed: 'An account changed its number. Both are masked in `details`.',
  account_ended: 'A person ended their account.',
  data_exported: 'A person exported their data.',
  signing_key_rotated: 'A new key was made to sign access tokens.',
  refused: 'A rule refused a request.',
  would_refuse: 'With `FRAUD_MODE=observe`: a rule would have refused a request.',
  let_through: 'A rule refused, but a proof of work or received codes let the request through.',
  unlocked: 'The operator cleared what counted against a number.',
} as const;

export type AuditKind = keyof typeof auditKinds;

/** Plain values: counts, names of rules, shortened networks. Never a code or a token. */
export type AuditDetails = Readonly<
  Record<string, string | number | boolean | null | readonly (string | number)[]>
>;

/** An event to be recorded. */
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

/** A stored event. */
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
