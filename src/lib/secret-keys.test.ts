import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveKey } from './secret-keys.ts';

const secretKey = Buffer.from('a secret key of a test, longer than 32 bytes');

test('a key is the same each time, and another for each purpose and each secret', () => {
  const key = deriveKey(secretKey, 'confirmation-code');
  assert.equal(key.length, 32);
  assert.deepEqual(deriveKey(secretKey, 'confirmation-code'), key);
  assert.notDeepEqual(deriveKey(secretKey, 'refresh-token'), key);
  assert.notDeepEqual(
    deriveKey(Buffer.from('another secret key, longer than 32 bytes'), 'confirmation-code'),
    key,
  );
});
