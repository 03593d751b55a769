import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sourceFiles } from '../../test/source.ts';
import { isSameInConstantTime } from './constant-time.ts';

test('a text is the same as itself and as no other, whatever its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      assert.equal(isSameInConstantTime(one, one), true);
      assert.equal(isSameInConstantTime(one, other), one === other);
    }),
  );
});

test('one changed symbol anywhere, one missing or one more makes another text', () => {
  const secret = 'k7Jx-2_q';
  for (let place = 0; place < secret.length; place += 1) {
    const changed = `${secret.slice(0, place)}*${secret.slice(place + 1)}`;
    assert.equal(isSameInConstantTime(changed, secret), false, changed);
    assert.equal(isSameInConstantTime(secret.slice(0, place), secret), false);
  }
  assert.equal(isSameInConstantTime(`${secret}k`, secret), false);
});

test('the program compares secrets here and nowhere else', () => {
  const comparing = sourceFiles('src').filter(
    ({ code, isTest }) => !isTest && /\btimingSafeEqual\b/.test(code),
  );
  assert.deepEqual(
    comparing.map(({ path }) => path),
    ['src/lib/constant-time.ts'],
  );
});
