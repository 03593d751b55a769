import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesOf, now, read } from '../../test/settings.ts';

test('test numbers carry a code and end when their day begins in UTC; one that has ended is pointed out', () => {
  const { config, warnings } = read({ TEST_PHONE_NUMBERS: '+7900*=1234, +15555550100=0000@2026-06-01' });
  assert.deepEqual(config.testPhoneNumbers, [
    { pattern: '+7900*', code: '1234', until: undefined },
    { pattern: '+15555550100', code: '0000', until: now },
  ]);
  assert.deepEqual(warnings, ['TEST_PHONE_NUMBERS: +15555550100 has ended and is a number like any other.']);
});

for (const entry of [
  '+*=1234',
  '+790*=1234',
  '79001234567=1234',
  '+7900*=123',
  '+7900*=1234@2027-02-29',
  '+7900*=1234@2027-13-01',
  '',
]) {
  test(`the test number "${entry}" is refused`, () => {
    mistakesOf({ TEST_PHONE_NUMBERS: `+15555550100=0000,${entry}` });
  });
}
