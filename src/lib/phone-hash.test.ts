import assert from 'node:assert/strict';
import { createHmac, hkdfSync } from 'node:crypto';
import { test } from 'node:test';
import {
  type AuditPhoneHash,
  type DefencePhoneHash,
  type ErasedPhoneHash,
  hashForAudit,
  hashForDefence,
  hashForErasure,
  hashForSends,
  type SendsPhoneHash,
} from './phone-hash.ts';
import type { PhoneNumber } from './phone-number.ts';
import { type DerivedKey, deriveKey } from './secret-keys.ts';

/** Whether each member of `Types` is accepted where each other one is wanted. */
type Accepted<Types> = {
  readonly [Given in keyof Types]: {
    readonly [Wanted in keyof Types]: [Types[Given]] extends [Types[Wanted]] ? true : false;
  };
};

const onlyItself = {
  sends: { sends: true, defence: false, audit: false, erasure: false },
  defence: { sends: false, defence: true, audit: false, erasure: false },
  audit: { sends: false, defence: false, audit: true, erasure: false },
  erasure: { sends: false, defence: false, audit: false, erasure: true },
} as const;

interface Hashes {
  readonly sends: SendsPhoneHash;
  readonly defence: DefencePhoneHash;
  readonly audit: AuditPhoneHash;
  readonly erasure: ErasedPhoneHash;
}

interface Keys {
  readonly sends: DerivedKey<'codes'>;
  readonly defence: DerivedKey<'numbersAndOrigins'>;
  readonly audit: DerivedKey<'auditedNumbers'>;
  readonly erasure: DerivedKey<'erasedNumbers'>;
}

test('no hash of a number, and no key of one, compiles in the place of another', () => {
  // The assertion is the type of these two: with two of the types alike, the type check fails here.
  const hashes: Accepted<Hashes> = onlyItself;
  const keys: Accepted<Keys> = onlyItself;
  assert.equal(hashes, keys);
});

test('each hash of a number is what it has always been, so that stored ones are found', () => {
  const secretKey = Buffer.from('a secret key of a test, longer than 32 bytes');
  const phoneNumber = '+79991234567' as PhoneNumber;
  const hmac = (label: string, text: string) =>
    createHmac('sha256', Buffer.from(hkdfSync('sha256', secretKey, '', `pozovi/${label}/1`, 32)))
      .update(text)
      .digest('base64url');
  assert.equal(
    hashForSends(deriveKey(secretKey, 'codes'), phoneNumber),
    hmac('confirmation-code', `number\n${phoneNumber}`),
  );
  assert.equal(
    hashForDefence(deriveKey(secretKey, 'numbersAndOrigins'), phoneNumber),
    hmac('address', phoneNumber).slice(0, 22),
  );
  assert.equal(hashForAudit(deriveKey(secretKey, 'auditedNumbers'), phoneNumber), hmac('audit', phoneNumber));
  assert.equal(
    hashForErasure(deriveKey(secretKey, 'erasedNumbers'), phoneNumber),
    hmac('erased-phone-number', phoneNumber),
  );
});
