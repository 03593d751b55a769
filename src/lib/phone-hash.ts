/**
 * A phone number is stored as itself only where messages must go to it. Elsewhere a keyed hash stands for it (a plain one would not
 * hide it: all mobile numbers have been tabulated), and each of the four uses has a key and a form of its own: none can be joined with another, and to mix them up does not compile.
 */
import type { Brand } from './brand.ts';
import { keyedHash, shortHash } from './keyed-hash.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { DerivedKey } from './secret-keys.ts';

/** A number as the limits on sending know it: `phone_sends`. */
export type SendsPhoneHash = Brand<string, 'SendsPhoneHash'>;

/** A number as the defences know it: `guess_failures`, `penalties`, `known_devices`. */
export type DefencePhoneHash = Brand<string, 'DefencePhoneHash'>;

/** A number as the audit log knows it: `audit_events`. */
export type AuditPhoneHash = Brand<string, 'AuditPhoneHash'>;

/** A number that an account has left: `erased_phone_numbers`. */
export type ErasedPhoneHash = Brand<string, 'ErasedPhoneHash'>;

export function hashForSends(key: DerivedKey<'codes'>, phoneNumber: PhoneNumber): SendsPhoneHash {
  // The key hashes codes too: the first word keeps the two apart.
  return keyedHash(key, `number\n${phoneNumber}`) as SendsPhoneHash;
}

export function hashForDefence(
  key: DerivedKey<'numbersAndOrigins'>,
  phoneNumber: PhoneNumber,
): DefencePhoneHash {
  return shortHash(key, phoneNumber) as DefencePhoneHash;
}

export function hashForAudit(key: DerivedKey<'auditedNumbers'>, phoneNumber: PhoneNumber): AuditPhoneHash {
  return keyedHash(key, phoneNumber) as AuditPhoneHash;
}

export function hashForErasure(key: DerivedKey<'erasedNumbers'>, phoneNumber: PhoneNumber): ErasedPhoneHash {
  return keyedHash(key, phoneNumber) as ErasedPhoneHash;
}
