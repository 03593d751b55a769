import type { AccountId, AuditEventId, SessionId } from '../lib/id.ts';
import type { AuditPhoneHash } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** Every kind of audit event. `docs/audit.md` is generated from this table. */
export const auditKinds = {
  sign_in: 'Somebody signed in with a code. `details.first` says whether it made the account.',
  sign_out: 'A session was ended by its own device.',
  session_ended: 'A session was ended from elsewhere; `details.why` says by what.',
  refresh_token_reused:
    'A refresh token that had been replaced was presented again, and its session was ended.',
  phone_changed: 'An account moved to another number. Both are masked in `details`.',
  account_ended: 'A person ended their account.',
  data_exported: 'A person took their data along.',
  signing_key_rotated: 'A new key signs access tokens.',
  refused: 'A rule refused a request.',
  would_refuse: 'With `FRAUD_MODE=observe`: a rule would have refused a request.',
  let_through: 'A rule refused, but a proof of work or the last two codes let the request through.',
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
