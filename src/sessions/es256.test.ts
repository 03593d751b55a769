import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import { signEs256 } from './es256.ts';

test('every signature verifies as JWS spells it, those with small integers too', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let small = 0;
  // One in 128 has an integer that begins with a byte 0.
  for (let round = 0; round < 2000; round++) {
    const text = `text ${round}`;
    const signature = signEs256(text, privateKey);
    assert.equal(signature.length, 64);
    if (signature[0] === 0 || signature[32] === 0) small++;
    assert.ok(verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature));
  }
  assert.ok(small > 0, 'none was small');
});
