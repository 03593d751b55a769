/** Invalid types: every field of every endpoint in the OpenAPI document. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';
import { addressOf, type FieldSchema, type Operation, operationsOf } from './operations.ts';
import { assertProblem, type ExpectedProblem } from './problem.ts';
import { everythingStored } from './stored.ts';

interface BadBody extends ExpectedProblem {
  readonly what: string;
  readonly body: string;
}

const malformed = { status: 400, code: 'malformed_body' };
const refused = (name: string, code: string): ExpectedProblem => ({
  status: 400,
  code: 'validation_failed',
  field: [name, code],
});

const values: readonly [json: string, type: string][] = [
  ['null', 'null'],
  ['79991234567', 'number'],
  ['1e400', 'number'],
  ['true', 'boolean'],
  ['[]', 'array'],
  ['["+79991234567"]', 'array'],
  ['{}', 'object'],
  ['{"a":{"b":{"c":{}}}}', 'object'],
  ['{"__proto__":{"length":4}}', 'object'],
  ['{"toString":"0428"}', 'object'],
  [`${'['.repeat(4000)}${']'.repeat(4000)}`, 'array'],
];
const strangeNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'is_admin', '', 'a/b~c', ' '];

function acceptedTypes({ type, anyOf = [] }: FieldSchema): readonly (string | undefined)[] {
  return [type, ...anyOf.map((branch) => branch.type)];
}

function badBodies({ fields = {}, required }: Operation): BadBody[] {
  const names = Object.keys(fields);
  const ofFields = names.flatMap((name) => [
    ...values
      .filter(([, type]) => !acceptedTypes(fields[name]!).includes(type))
      .map(([json]) => ({
        what: `${name} = ${json.slice(0, 40)}`,
        body: `{"${name}":${json}}`,
        ...refused(name, 'wrong_type'),
      })),
    ...['\\u0000', 'a\\u0000b', '\\ud800', '\\udc00\\ud800', 'a\\udfffb'].map((text) => ({
      what: `${name} with ${text}`,
      body: `{"${name}":"${text}"}`,
      ...malformed,
    })),
    { what: `${name} twice`, body: `{"${name}":"a","${name}":"a"}`, ...malformed },
    {
      what: `${name} twice, once escaped`,
      body: `{"${name}":"a","\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}":"a"}`,
      ...malformed,
    },
  ]);
  return [
    ...ofFields,
    ...required.map((name) => ({ what: `no ${name}`, body: '{}', ...refused(name, 'missing') })),
    ...strangeNames.map((name) => ({
      what: `a field ${JSON.stringify(name)}`,
      body: `{${JSON.stringify(name)}:{"phone_number":"+79991234567"}}`,
      ...refused(name, 'unknown_field'),
    })),
  ];
}

const badNumbers = [
  '',
  'true',
  'null',
  '1e1',
  '0x10',
  ' 5',
  '5.0',
  '5.5',
  '05',
  '+5',
  '５',
  '٥',
  'NaN',
  '\0',
];

function badQueries({ parameters }: Operation): (ExpectedProblem & { query: string })[] {
  const ofQuery = parameters.filter((parameter) => parameter.in === 'query');
  if (ofQuery.length === 0) return [];
  return [
    ...['x', '__proto__', 'constructor', 'limit[]', 'limit.max'].map((name) => ({
      query: `${name}=1`,
      ...refused(name, 'unknown_field'),
    })),
    ...ofQuery.flatMap(({ name, schema }) => [
      { query: `${name}=1&${name}=2`, ...refused(name, 'wrong_type') },
      ...(schema.type === 'integer' ? badNumbers : []).map((text) => ({
        query: `${name}=${encodeURIComponent(text)}`,
        ...refused(name, 'wrong_type'),
      })),
      ...(schema.type === 'integer' ? ['-1', '-9007199254740993'] : []).map((text) => ({
        query: `${name}=${text}`,
        ...refused(name, 'too_small'),
      })),
      ...(schema.type === 'integer' ? ['101', '99999999999999999999'] : []).map((text) => ({
        query: `${name}=${text}`,
        ...refused(name, 'too_large'),
      })),
    ]),
  ];
}

for (const engine of engines) {
  test(`${engine.name}: every field of every endpoint refuses an invalid type, and nothing is written`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const { token } = await service.signIn('+79991234567');
    const operations = operationsOf((await service.call('GET', '/openapi.json')).body);
    const before = await everythingStored(service.database);

    let bodies = 0;
    let queries = 0;
    for (const operation of operations) {
      const { method, path } = operation;
      const authorized = operation.guarded ? { token } : {};
      if (method !== 'GET') {
        for (const { what, body, ...expected } of badBodies(operation)) {
          const answer = await service.call(method, addressOf(operation), { ...authorized, body });
          assertProblem(service, answer, expected, `${method} ${path} with ${what}`);
          bodies += 1;
        }
      }
      for (const { query, ...expected } of badQueries(operation)) {
        const answer = await service.call(method, `${addressOf(operation)}?${query}`, authorized);
        assertProblem(service, answer, expected, `${method} ${path}?${query}`);
        queries += 1;
      }
    }
    assert.ok(bodies > 150 && queries > 30, `${bodies} bodies, ${queries} queries: the document is read`);
    assert.deepEqual(await everythingStored(service.database), before);
  });
}
