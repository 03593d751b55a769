import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Type } from 'typebox';
import { nullable, payload } from './schema.ts';
import { compileValidator, InvalidInput } from './validation.ts';

const schema = payload({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  text: Type.Optional(Type.String({ minLength: 2, maxLength: 4, pattern: '^[a-z]*$' })),
  kind: Type.Optional(Type.Enum(['a', 'b'])),
  name: Type.Optional(nullable(Type.String())),
});

/** The code of each invalid field, by the validator of a body or of a query. */
function faults(
  input: unknown,
  httpPart: 'body' | 'querystring' = 'body',
): Record<string, string> | undefined {
  const result = compileValidator({ schema, httpPart })(input);
  if (!('error' in result)) return undefined;
  assert.ok(result.error instanceof InvalidInput);
  return Object.fromEntries(result.error.fields.map(({ field, code }) => [field, code]));
}

const cases: readonly (readonly [input: object, faults: Record<string, string>])[] = [
  [{ limit: 0 }, { limit: 'too_small' }],
  [{ limit: 101 }, { limit: 'too_large' }],
  [{ limit: 1.5 }, { limit: 'wrong_type' }],
  [{ limit: '5' }, { limit: 'wrong_type' }],
  [{ limit: null }, { limit: 'wrong_type' }],
  [{ text: 'a' }, { text: 'too_short' }],
  [{ text: 'abcde' }, { text: 'too_long' }],
  [{ text: 'AB' }, { text: 'wrong_form' }],
  [{ text: 5 }, { text: 'wrong_type' }],
  [{ kind: 'c' }, { kind: 'wrong_value' }],
  [{ name: 5 }, { name: 'wrong_type' }],
  [
    { limit: 0, text: 'a', more: 1 },
    { limit: 'too_small', text: 'too_short', more: 'unknown_field' },
  ],
];

for (const [input, expected] of cases) {
  test(`${JSON.stringify(input)} is refused: ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(faults(input), expected);
  });
}

test('a violated limit is named', () => {
  const limits = [{ limit: 0 }, { limit: 101 }, { text: 'a' }, { text: 'abcde' }].map((input) => {
    const result = compileValidator({ schema, httpPart: 'body' })(input);
    return 'error' in result && result.error?.fields[0]?.values;
  });
  assert.deepEqual(limits, [{ min: 1 }, { max: 100 }, { min: 2 }, { max: 4 }]);
});

test('a missing field and a nested one are named', () => {
  const needed = payload({ a: payload({ b: Type.String() }) });
  const validate = compileValidator({ schema: needed, httpPart: 'body' });
  const fieldsOf = (input: unknown) => (validate(input) as { error: InvalidInput }).error.fields;
  assert.deepEqual(fieldsOf({}), [{ field: 'a', code: 'missing' }]);
  assert.deepEqual(fieldsOf({ a: {} }), [{ field: 'a/b', code: 'missing' }]);
  assert.deepEqual(fieldsOf({ a: { b: 1 } }), [{ field: 'a/b', code: 'wrong_type' }]);
});

test('a whole number in a query is read, and nothing else that some parser would take for one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (limit) => {
      const validate = compileValidator({ schema, httpPart: 'querystring' });
      assert.deepEqual(validate({ limit: String(limit) }), { value: { limit } });
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
      fc.pre(!/^-?\d+$/.test(text));
      assert.deepEqual(faults({ limit: text }, 'querystring'), { limit: 'wrong_type' });
    }),
  );
});

test('a text in a query that looks like a number stays a text', () => {
  const numeric = payload({ text: Type.String() });
  const validate = compileValidator({ schema: numeric, httpPart: 'querystring' });
  assert.deepEqual(validate({ text: '42' }), { value: { text: '42' } });
});

test('no value throws, and what is accepted is the very value that was sent', () => {
  const validate = compileValidator({ schema, httpPart: 'body' });
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, maxDepth: 3 }), (input) => {
      const result = validate(input);
      if ('value' in result) assert.equal(result.value, input);
    }),
  );
});
