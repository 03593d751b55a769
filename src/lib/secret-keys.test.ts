import assert from 'node:assert/strict';
import { hkdfSync } from 'node:crypto';
import { test } from 'node:test';
import { deriveKey, type KeyName } from './secret-keys.ts';

const secretKey = Buffer.from('a secret key of a test, longer than 32 bytes');

test('a key is the same each time, and another for each name and each secret', () => {
  const key = deriveKey(secretKey, 'codes');
  assert.equal(key.length, 32);
  assert.deepEqual(deriveKey(secretKey, 'codes'), key);
  assert.notDeepEqual(deriveKey(secretKey, 'refreshTokens'), key);
  assert.notDeepEqual(deriveKey(Buffer.from('another secret key, longer than 32 bytes'), 'codes'), key);
});

test('each key is derived by the label that it has always had, so that stored hashes keep their meaning', () => {
  const labels: Readonly<Record<KeyName, string>> = {
    codes: 'pozovi/confirmation-code/1',
    numbersAndOrigins: 'pozovi/address/1',
    auditedNumbers: 'pozovi/audit/1',
    erasedNumbers: 'pozovi/erased-phone-number/1',
    refreshTokens: 'pozovi/refresh-token/1',
    sessionCookies: 'pozovi/session-cookie/1',
    pageState: 'pozovi/page-state/1',
    signingKeys: 'pozovi/signing-keys/1',
    proofs: 'pozovi/proof-of-work/1',
  };
  for (const [name, label] of Object.entries(labels)) {
    const expected = Buffer.from(hkdfSync('sha256', secretKey, '', label, 32));
    assert.ok(expected.equals(deriveKey(secretKey, name as KeyName)), name);
  }
});
