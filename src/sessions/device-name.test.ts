import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { deviceName } from './device-name.ts';

const names: readonly (readonly [userAgent: string | null, name: string | null])[] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  ['curl/8.5.0', 'curl'],
  [null, null],
  ['', null],
  ['<script>alert(1)</script>', null],
];

for (const [userAgent, name] of names) {
  test(`${JSON.stringify(userAgent)?.slice(0, 60)} is ${name}`, () =>
    assert.equal(deviceName(userAgent), name));
}

test('garbage never throws', () => {
  const part = fc.constantFrom(
    'Mozilla/5.0 ',
    'Chrome/',
    'Windows NT ',
    'Version/',
    '(',
    ')',
    ';',
    '1.',
    'x',
    ' ',
  );
  fc.assert(
    fc.property(fc.oneof(anyText(300), fc.string({ unit: part })), (userAgent) => {
      const name = deviceName(userAgent);
      assert.ok(name === null || (name.length > 0 && name.length <= 300));
    }),
    { numRuns: 1000 },
  );
});
