import { hkdfSync } from 'node:crypto';
import type { Brand } from './brand.ts';

/**
 * The keys by what they hash, sign or seal, each with its derivation label. A leaked key reveals nothing about another.
 * A label must never change: everything stored under its key would be lost.
 */
const labels = {
  /** Confirmation codes, and the numbers that codes are sent to. */
  codes: 'confirmation-code',
  /** Numbers, networks and devices in the defences. */
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

/** A key for one purpose: another key in its place does not compile. */
export type DerivedKey<Name extends KeyName> = Brand<Buffer, Name>;

/** The 32-byte key of that name, derived from `SECRET_KEY` (HKDF-SHA-256, RFC 5869). */
export function deriveKey<Name extends KeyName>(secretKey: Uint8Array, name: Name): DerivedKey<Name> {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `pozovi/${labels[name]}/1`, 32)) as DerivedKey<Name>;
}
