/**
 * A phone number is stored only where messages must go to it. Elsewhere a keyed hash stands for it (a plain one would
 * not hide it: all mobile numbers have been tabulated). Each of the four uses has its own key and type: they cannot be
 * joined, and mixing them up does not compile.
 */
import type { Brand } from './brand.ts';
import { keyedHash, shortHash } from './keyed-hash.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { DerivedKey } from './secret-keys.ts';

/** The hash of the send limits: `phone_sends`. */
export type SendsPhoneHash = Brand<string, 'SendsPhoneHash'>;

/** The hash of the defences: `guess_failures`, `penalties`, `known_devices`. */
export type DefencePhoneHash = Brand<string, 'DefencePhoneHash'>;

/** The hash of the audit log: `audit_events`. */
export type AuditPhoneHash = Brand<string, 'AuditPhoneHash'>;

/** The hash of a number that an account has left: `erased_phone_numbers`. */
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
