import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, newId, type SessionId } from '../lib/id.ts';
import { secureRandom as random } from '../lib/random.ts';
import { createAccessTokens, signAccessToken, verifyAccessToken } from './access-token.ts';
import { makeSigningKey, openSigningKey } from './signing-key.ts';
import type { SigningKeys } from './signing-keys.ts';

test('every token verifies and has a signature of 64 bytes, those with small integers too', async () => {
  const clock = { now: () => 1_750_000_000_000 };
  const sealingKey = random.bytes(32);
  const key = await openSigningKey(sealingKey, await makeSigningKey(sealingKey, random));
  const keys = { clock, cache: { loaded: { keys: Promise.resolve([key]), at: clock.now() } } };
  const issuer = 'https://pozovi.test';
  const options = { keys: keys as unknown as SigningKeys, clock, random, issuer, ttlSeconds: 60 };
  const accountId: AccountId = newId('usr', clock, random);
  const sessionId: SessionId = newId('ses', clock, random);
  let smallCount = 0;
  // One in 128 has an integer that begins with a byte 0. Without a memory, so that each signature is checked.
  for (let round = 0; round < 1500; round += 1) {
    const tokens = createAccessTokens(options);
    const token = await signAccessToken(tokens, { accountId, sessionId });
    const signature = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
    assert.equal(signature.length, 64);
    if (signature[0] === 0 || signature[32] === 0) smallCount += 1;
    assert.equal((await verifyAccessToken(tokens, token))?.sessionId, sessionId);
  }
  assert.ok(smallCount > 0, 'none was small');
});
