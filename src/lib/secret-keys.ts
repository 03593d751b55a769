import { hkdfSync } from 'node:crypto';

/** What a key is for. Each purpose has a key of its own, so that a leak or a change of one says nothing of another. */
export type KeyPurpose =
  | 'confirmation-code'
  | 'refresh-token'
  | 'session-cookie'
  | 'page-state'
  | 'signing-keys'
  | 'erased-phone-number'
  | 'audit'
  | 'address'
  | 'proof-of-work';

/** The 32-byte key for `purpose`, derived from `SECRET_KEY` (HKDF-SHA-256, RFC 5869). */
export function deriveKey(secretKey: Uint8Array, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `pozovi/${purpose}/1`, 32));
}
