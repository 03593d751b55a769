import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secureRandom } from './random.ts';

test('below gives whole numbers from 0 up to the limit, each about equally often', () => {
  const counts = new Map<number, number>();
  for (let draw = 0; draw < 10_000; draw += 1) {
    const drawn = secureRandom.below(10);
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  // 1000 each are expected, with a standard deviation of 30.
  for (let value = 0; value < 10; value += 1) {
    const count = counts.get(value) ?? 0;
    assert.ok(count > 780 && count < 1220, `${value}: ${count}`);
  }
  assert.equal(counts.size, 10);
});

test('bytes gives so many bytes, never twice the same', () => {
  const drawn = Array.from({ length: 1000 }, () => secureRandom.bytes(16));
  assert.ok(drawn.every((bytes) => bytes.length === 16));
  assert.equal(new Set(drawn.map((bytes) => bytes.toString('hex'))).size, 1000);
  assert.equal(secureRandom.bytes(5000).length, 5000);
  assert.notDeepEqual(secureRandom.bytes(5000), secureRandom.bytes(5000));
});
