import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type Weakness, weaknessOf } from './secret-strength.ts';

const weak: readonly [secret: string, weakness: Weakness][] = [
  ['Vq3pX7mZk1tR9wLc5bYh8dNf2sGj4aU', 'short'],
  ['k'.repeat(32), 'few_characters'],
  ['01'.repeat(32), 'few_characters'],
  ['aabbccddeeffaaddccbbffeeddaabbcc', 'few_characters'],
  ['x7Rq2mPz'.repeat(4), 'repeats'],
  ['x7Rq2mPzL9x7Rq2mPzL9x7Rq2mPzL9x7Rq2mPzL9', 'repeats'],
  ['FGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefgh', 'in_order'],
  ['please-ChangeMe-before-going-live-7193', 'a_known_word'],
  ['my-super-secret-signing-key-for-prod', 'a_known_word'],
  ['correct-PASSWORD-battery-staple-4711', 'a_known_word'],
  ['0123456789abcdef0123456789abcdef', 'a_known_word'],
];
for (const [secret, weakness] of weak) {
  test(`the secret ${secret} is weak: ${weakness}`, () => {
    assert.equal(weaknessOf(secret), weakness);
  });
}

test('what a generator prints is not called weak', () => {
  for (let round = 0; round < 200; round++) {
    // The same bytes in every run: random ones spell a known word once in a thousand runs.
    const bytes = createHash('sha256').update(String(round)).digest();
    for (const secret of [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')]) {
      assert.equal(weaknessOf(secret), undefined, secret);
    }
  }
});
