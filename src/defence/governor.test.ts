import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeLength } from './code-length.ts';
import { governedDigits, isOver } from './governor.ts';

const hourMs = 3_600_000;

test('the governor trips above 100 wrong attempts an hour, or a tenth of the correct ones if that is more', () => {
  assert.equal(isOver(100, 0), false);
  assert.equal(isOver(101, 0), true);
  assert.equal(isOver(101, 2000), false);
  assert.equal(isOver(201, 2000), true);
});

test('a tripped governor requires 6 digits for an hour, then 8, until an hour after the limit was last exceeded', () => {
  const trippedAt = 10 * hourMs;
  assert.equal(governedDigits({ trippedAt: 0, overAt: 0 }, trippedAt), 0);
  assert.equal(governedDigits({ trippedAt, overAt: trippedAt }, trippedAt), 6);
  assert.equal(governedDigits({ trippedAt, overAt: trippedAt + hourMs }, trippedAt + hourMs), 8);
  assert.equal(governedDigits({ trippedAt, overAt: trippedAt }, trippedAt + hourMs), 0);
});

test('codes grow to 6 digits from a score of 3 and to 8 from 10, never below what the settings ask for', () => {
  const length = (base: number, score: number, governor = 0) => codeLength(base, { score, governor });
  assert.deepEqual(
    [0, 2, 3, 9, 10, 1000].map((score) => length(4, score)),
    [4, 4, 6, 6, 8, 8],
  );
  assert.equal(length(4, 0, 6), 6);
  assert.equal(length(10, 10, 8), 10);
});
