import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJsonBody } from './json-body.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((part) => !part.includes('\0'));
const { value: json } = fc.letrec<{ value: unknown; list: unknown[]; object: Record<string, unknown> }>(
  (tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, false, 0, -1.5, 1e300),
      text,
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '')), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  }),
);
const space = fc.constantFrom('', ' ', '\n\t', '\r\n');

/** `value` as JSON, with each name and string escaped in full when `escapes` says so. */
function spelled(value: unknown, indent: number, escapes: boolean): string {
  const plain = JSON.stringify(value, null, indent);
  if (!escapes) return plain;
  return plain.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

test('JSON without repeated names is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(json, fc.nat(2), fc.boolean(), space, (value, indent, escapes, around) => {
      const body = around + spelled(value, indent, escapes) + around;
      assert.deepEqual(parseJsonBody(Buffer.from(body))?.value, JSON.parse(body));
    }),
    { numRuns: 1000 },
  );
});

/** A nest of lists and objects around `inner`. */
const nested = (inner: string, shape: readonly boolean[]) =>
  shape.reduce((around, isList) => (isList ? `[1,${around},"a"]` : `{"b":"}","c":${around},"d":[]}`), inner);

test('a name that stands twice in one object is refused at any depth, however it is escaped', () => {
  fc.assert(
    fc.property(text, json, json, fc.array(fc.boolean(), { maxLength: 6 }), (name, first, second, shape) => {
      const escaped = [...JSON.stringify(name).slice(1, -1)].join('');
      const units = name.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      for (const again of [escaped, units.join('')]) {
        const object = `{"${escaped}":${JSON.stringify(first)},"x${escaped}":1,"${again}":${JSON.stringify(second)}}`;
        assert.equal(parseJsonBody(Buffer.from(nested(object, shape))), undefined, object);
      }
    }),
    { numRuns: 500 },
  );
});

test('a name may stand again in another object, beside or within', () => {
  fc.assert(
    fc.property(text, fc.array(fc.boolean(), { maxLength: 6 }), (name, shape) => {
      const key = JSON.stringify(name);
      const body = nested(`[{${key}:{${key}:[{${key}:1}]}},{${key}:${key}}]`, shape);
      assert.deepEqual(parseJsonBody(Buffer.from(body))?.value, JSON.parse(body));
    }),
  );
});

test('a NUL or a lone surrogate is refused in names and in values, at any depth', () => {
  const bad = fc.constantFrom(
    '\\u0000',
    'a\\u0000',
    '\\ud800',
    '\\udc00',
    '\\ud800x',
    '\\udc00\\ud800',
    '\\uDBFF',
  );
  fc.assert(
    fc.property(bad, fc.array(fc.boolean(), { maxLength: 4 }), (part, shape) => {
      for (const inner of [`"${part}"`, `{"${part}":1}`, `{"a":"${part}"}`]) {
        assert.equal(parseJsonBody(Buffer.from(nested(inner, shape))), undefined, inner);
      }
    }),
  );
  assert.deepEqual(parseJsonBody(Buffer.from('"\\ud83d\\ude00"')), { value: '😀' });
});

test('bytes that are not UTF-8 are refused, and garbage never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const inQuotes = Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')]);
      parseJsonBody(Buffer.from(bytes));
      const read = parseJsonBody(inQuotes);
      if (read !== undefined)
        assert.deepEqual(
          Buffer.from(JSON.stringify(read.value)).toString(),
          JSON.stringify(JSON.parse(inQuotes.toString())),
        );
    }),
    { numRuns: 2000 },
  );
  assert.equal(parseJsonBody(Buffer.from([0x22, 0xff, 0x22])), undefined);
  assert.equal(parseJsonBody(Buffer.from('\ufeff{}')), undefined);
});

test('a member named __proto__ is a member, and no prototype', () => {
  const read = parseJsonBody(Buffer.from('{"__proto__":{"isAdmin":true}}'))?.value as object;
  assert.deepEqual(Object.keys(read), ['__proto__']);
  assert.equal('isAdmin' in read, false);
});

test('the deepest nest and the longest string that fit into a body are read', () => {
  const depth = 8000;
  assert.ok(parseJsonBody(Buffer.from('['.repeat(depth) + ']'.repeat(depth))));
  assert.ok(parseJsonBody(Buffer.from(`"${'\\n'.repeat(depth)}"`)));
  assert.ok(parseJsonBody(Buffer.from(`{"a":"${'"'.replaceAll('"', '\\"').repeat(depth)}"}`)));
});
