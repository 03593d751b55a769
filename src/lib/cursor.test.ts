import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { formatCursor, parseCursor } from './cursor.ts';

const cursor = fc.record(
  {
    at: fc.integer({ min: 0, max: 999_999_999_999_999 }),
    id: fc.stringMatching(/^\w{1,80}$/),
  },
  { noNullPrototype: true },
);

test('a cursor that was handed out reads as itself', () => {
  fc.assert(fc.property(cursor, (made) => assert.deepEqual(parseCursor(formatCursor(made)), made)));
});

test('a cursor is safe in an address as it is', () => {
  fc.assert(fc.property(cursor, (made) => assert.match(formatCursor(made), /^[\w-]+$/)));
});

test('garbage never throws, and nothing is read but what could have been handed out', () => {
  const garbage = fc.oneof(
    anyText(200),
    fc.base64String({ maxLength: 200 }),
    fc.string({ maxLength: 100 }).map((text) => Buffer.from(text).toString('base64url')),
    fc
      .tuple(cursor, fc.constantFrom('=', ' ', '\n', '!', 'A'))
      .map(([made, tail]) => formatCursor(made) + tail),
    fc.stringMatching(/^\d{1,20}:\w{1,90}$/).map((text) => Buffer.from(text).toString('base64url')),
  );
  fc.assert(
    fc.property(garbage, (text) => {
      const read = parseCursor(text);
      if (read === undefined) return;
      assert.ok(Number.isSafeInteger(read.at));
      assert.equal(formatCursor(read), text);
    }),
    { numRuns: 3000 },
  );
});
