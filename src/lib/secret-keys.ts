import { hkdfSync } from 'node:crypto';
import type { Brand } from './brand.ts';

/**
 * The keys by what they hash, sign or seal, each with the label it is derived by. A leak or a change of one says nothing
 * of another. A label never changes: all that is stored under its key would lose its meaning.
 */
const labels = {
  /** Confirmation codes, and the numbers that codes are sent to. */
  codes: 'confirmation-code',
  /** What the defences know: numbers, networks and devices. */
  numbersAndOrigins: 'address',
  auditedNumbers: 'audit',
  erasedNumbers: 'erased-phone-number',
  refreshTokens: 'refresh-token',
  sessionCookies: 'session-cookie',
  pageState: 'page-state',
  signingKeys: 'signing-keys',
  proofs: 'proof-of-work',
} as const;

export type KeyName = keyof typeof labels;

/** A key that serves one purpose only: another one in its place does not compile. */
export type DerivedKey<Name extends KeyName> = Brand<Buffer, Name>;

/** The 32-byte key of that name, derived from `SECRET_KEY` (HKDF-SHA-256, RFC 5869). */
export function deriveKey<Name extends KeyName>(secretKey: Uint8Array, name: Name): DerivedKey<Name> {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `pozovi/${labels[name]}/1`, 32)) as DerivedKey<Name>;
}
