import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { fixedCode } from './test-phone-numbers.ts';

const number = (text: string) => text as PhoneNumber;
const numbers = [
  { pattern: '+7900*', code: '1234', until: undefined },
  { pattern: '+15555550100', code: '0000', until: 1000 },
];

test('a number that begins as a pattern does has its code', () => {
  assert.equal(fixedCode(numbers, number('+79001234567'), 0), '1234');
  assert.equal(fixedCode(numbers, number('+79011234567'), 0), undefined);
});

test('a pattern without a star is one number, no beginning', () => {
  assert.equal(fixedCode(numbers, number('+15555550100'), 0), '0000');
  assert.equal(fixedCode(numbers, number('+155555501001'), 0), undefined);
  assert.equal(fixedCode(numbers, number('+1555555010'), 0), undefined);
});

test('from its end on a test number is a number like any other', () => {
  assert.equal(fixedCode(numbers, number('+15555550100'), 999), '0000');
  assert.equal(fixedCode(numbers, number('+15555550100'), 1000), undefined);
});

test('of two patterns that fit, the first that has not ended counts', () => {
  const both = [
    { pattern: '+7*', code: '1111', until: 1000 },
    { pattern: '+7900*', code: '2222', until: undefined },
  ];
  assert.equal(fixedCode(both, number('+79001234567'), 0), '1111');
  assert.equal(fixedCode(both, number('+79001234567'), 1000), '2222');
});
