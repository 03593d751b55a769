import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { mistakesOf, read } from '../../test/settings.ts';
import { formatDuration, parseDuration } from './durations.ts';
import type { schema } from './schema.ts';

const spellings: readonly [text: string, milliseconds: number][] = [
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['1m500ms', 60_500],
  ['30d', 2_592_000_000],
  ['0s', 0],
];
for (const [text, milliseconds] of spellings) {
  test(`${text} is ${milliseconds} milliseconds`, () => {
    assert.equal(parseDuration(text), milliseconds);
  });
}

test('an invalid duration is refused: no unit, an unknown one, one twice, or a smaller one first', () => {
  for (const text of ['', '300', '5w', '5M', '5m5m', '30m1h', '1.5h', '-5m', '5 m', 'm', '5ms5m', '٣m']) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('every duration is written in the shortest way and read back as the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (milliseconds) => {
      assert.equal(parseDuration(formatDuration(milliseconds)), milliseconds);
    }),
  );
  assert.equal(formatDuration(0), '0');
});

test('garbage never throws, and is a duration only when it begins with a digit and ends with a unit', () => {
  fc.assert(
    fc.property(anyText(30), (text) => {
      assert.ok(parseDuration(text) === undefined || text === '0' || /^[0-9].*[dhms]$/.test(text));
    }),
  );
});

const same: readonly [name: string, field: keyof typeof schema, bare: string, withUnit: string][] = [
  ['CODE_TTL_S', 'codeTtlSeconds', '90', '1m30s'],
  ['ACCESS_TTL_S', 'accessTtlSeconds', '3600', '1h'],
  ['REFRESH_GRACE_S', 'refreshGraceSeconds', '0', '0s'],
  ['REFRESH_IDLE_S', 'refreshIdleSeconds', '2592000', '30d'],
  ['REFRESH_ABSOLUTE_S', 'refreshAbsoluteSeconds', '7776000', '90d'],
  ['FRESH_SIGN_IN_S', 'freshSignInSeconds', '300', '300000ms'],
  ['AUDIT_DAYS', 'auditDays', '30', '720h'],
  ['RESEND_AFTER_S', 'resendAfterSeconds', '30,90', '30s,1m30s'],
  ['SIMULATED_DELAY_MS', 'simulatedDelayMs', '500-2000', '500ms-2s'],
  ['SIMULATED_DELAY_MS', 'simulatedDelayMs', '3000', '3s'],
];
for (const [name, field, bare, withUnit] of same) {
  test(`${name}=${withUnit} is ${name}=${bare}: a bare number has the unit of the name`, () => {
    assert.deepEqual(read({ [name]: withUnit }).config[field], read({ [name]: bare }).config[field]);
  });
}

test('the window of a limit is a duration with its unit, and never a bare number', () => {
  const { config } = read({ SENDS_PER_ADDRESS: '30/1h30m,5/60000ms' });
  assert.deepEqual(config.sendsPerAddress, [
    { max: 30, windowSeconds: 5400 },
    { max: 5, windowSeconds: 60 },
  ]);
  for (const limit of ['30/600', '30/0m', '0/10m', '30/500ms', '30/10m/1h', '30']) {
    assert.equal(mistakesOf({ SENDS_PER_ADDRESS: limit }).mistakes.length, 1, limit);
  }
});

test('a duration out of bounds, or not whole in the unit of the name, is refused with both spellings', () => {
  for (const text of ['11m', '59s', '601', '90500ms', '1h', '5 m']) {
    assert.match(
      mistakesOf({ CODE_TTL_S: text }).message,
      /CODE_TTL_S: read ".+"; expected a duration from 1m to 10m, or 60 to 600 in seconds$/,
    );
  }
  assert.match(mistakesOf({ AUDIT_DAYS: '36h' }).message, /from 1d to 3650d, or 1 to 3650 in days$/);
});

test('a range whose ends do not both carry a unit is refused: it could mean two things', () => {
  for (const range of ['1-2s', '1s-2', '2s-1s', '1s-', '-2s', '1s-2s-3s']) {
    assert.equal(mistakesOf({ SIMULATED_DELAY_MS: range }).mistakes.length, 1, range);
  }
});

test('the order of two durations is checked whatever their spelling', () => {
  assert.match(
    mistakesOf({ REFRESH_IDLE_S: '2d', REFRESH_ABSOLUTE_S: '86400' }).message,
    /REFRESH_ABSOLUTE_S: read "1d"; expected a duration not less than REFRESH_IDLE_S/,
  );
});

test('every switch reads on, off, true and false', () => {
  const switches = [
    ['RATE_LIMITS', 'rateLimits'],
    ['ALLOW_SIMULATED_SMS', 'allowSimulatedSms'],
    ['DATABASE_PREPARED', 'databasePrepared'],
  ] as const;
  for (const [name, field] of switches) {
    assert.deepEqual(
      ['on', 'true', 'off', 'false'].map((text) => read({ [name]: text }).config[field]),
      [true, true, false, false],
    );
    assert.match(mistakesOf({ [name]: 'yes' }).message, /expected `on` or `off` \(`true` and `false`/);
  }
});
