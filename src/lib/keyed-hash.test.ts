import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { keyedHash } from './keyed-hash.ts';

test('a keyed hash is an HMAC-SHA-256 in base64url, the same each time, another with another key', () => {
  // RFC 4231, test case 2.
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const key = Buffer.from('Jefe');
  for (const _ of [1, 2]) {
    const hash = keyedHash(key, 'what do ya want for nothing?');
    assert.equal(Buffer.from(hash, 'base64url').toString('hex'), expected);
  }
  const other = Buffer.alloc(32, 7);
  assert.equal(keyedHash(other, 'ключ'), createHmac('sha256', other).update('ключ').digest('base64url'));
});
