import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { newId, parseId } from './id.ts';
import { secureRandom } from './random.ts';

const at = (now: number) => ({ now: () => now });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('an id is a UUIDv7 (RFC 9562) behind its prefix, and reads as itself', () => {
  fc.assert(
    fc.property(time, (now) => {
      const id = newId('usr', at(now), secureRandom);
      assert.match(id, /^usr_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
      assert.equal(Number.parseInt(id.slice(4, 16), 16), now);
      assert.equal(parseId('usr', id), id);
      assert.equal(parseId('ses', id), undefined);
    }),
  );
});

test('an id of a later millisecond sorts after an earlier one', () => {
  fc.assert(
    fc.property(time, time, (first, second) => {
      fc.pre(first < second);
      assert.ok(newId('ses', at(first), secureRandom) < newId('ses', at(second), secureRandom));
    }),
  );
});

test('no two of many ids of one millisecond are alike', () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => newId('msg', at(1), secureRandom)));
  assert.equal(ids.size, 10_000);
});

test('garbage never throws, and is no id', () => {
  const garbage = fc.oneof(
    anyText(60),
    fc.stringMatching(/^usr_[0-9a-fA-F٠-٩]{31,33}$/).filter((text) => !/^usr_[0-9a-f]{32}$/.test(text)),
    fc.constantFrom(
      'usr_',
      'usr_\n',
      `usr_${'0'.repeat(32)}\n`,
      `USR_${'0'.repeat(32)}`,
      `usr_${'0'.repeat(32)} `,
    ),
  );
  fc.assert(fc.property(garbage, (text) => assert.equal(parseId('usr', text), undefined)));
});
