import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Compile } from 'typebox/schema';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { type Operation, operationsOf, resolved } from './operations.ts';

let service: Service;
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the document holds, and fails when it is not there
let document: any;
/** The same without references. */
let whole: typeof document;
let operations: Operation[];

before(async () => {
  service = await startService(engines[0]!);
  document = (await service.call('GET', '/openapi.json')).body;
  whole = resolved(document);
  operations = operationsOf(document);
});
after(() => service.close());

const name = ({ method, path }: Operation) => `${method} ${path}`;

/** Every object within `value`, itself included, apart from examples. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value)) if (key !== 'examples') yield* objectsIn(inner);
}

test('the document is OpenAPI 3.1 at the address of this instance', () => {
  assert.match(document.openapi, /^3\.1\.\d$/);
  assert.equal(typeof document.info.title, 'string');
  assert.equal(typeof document.info.version, 'string');
  assert.deepEqual(document.servers, [{ url: service.config.publicUrl }]);
});

test('the document uses the JSON Schema of OpenAPI 3.1, not of 3.0', () => {
  for (const object of objectsIn(whole.paths)) {
    assert.ok(!('nullable' in object), JSON.stringify(object));
    assert.notEqual(typeof object.exclusiveMinimum, 'boolean', JSON.stringify(object));
    if (typeof object.type === 'string') {
      const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
      assert.ok(types.includes(object.type), JSON.stringify(object));
    }
    if (Array.isArray(object.required) && object.properties !== undefined) {
      for (const field of object.required) {
        assert.ok(Object.hasOwn(object.properties as object, field), `${field} in ${JSON.stringify(object)}`);
      }
    }
  }
});

test('every operation has an id, a summary, a description, a tag, and a described answer for each status', () => {
  const tags = new Map(document.tags.map((tag: { name: string; description: string }) => [tag.name, tag]));
  const names = new Set<string>();
  for (const [path, methods] of Object.entries<object>(whole.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const what = `${method} ${path}`;
      assert.match(operation.operationId, /^[a-z]+([A-Z][a-z]+)*$/, what);
      assert.ok(operation.summary?.length > 5 && operation.description?.length > 5, what);
      for (const name of [operation.operationId, operation.summary]) {
        assert.ok(!names.has(name), `${what} shares ${name}`);
        names.add(name);
      }
      assert.ok(Array.isArray(operation.security), `${what} says whether it needs a token`);
      assert.equal(operation.tags.length, 1, what);
      assert.ok(tags.get(operation.tags[0]), `${what}: the tag ${operation.tags[0]} is described`);
      for (const [status, response] of Object.entries<{ description?: string }>(operation.responses)) {
        assert.match(status, /^([2-5]\d\d|[45]XX)$/, what);
        assert.ok(response.description, `${what} ${status}`);
      }
    }
  }
});

test('each variable part of a path is declared as a parameter, and nothing else is', () => {
  for (const operation of operations) {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
    assert.deepEqual(
      declared.map((parameter) => parameter.name),
      inPath,
      name(operation),
    );
  }
});

test('every body refuses unknown fields and is described by a schema', () => {
  for (const [path, methods] of Object.entries<object>(whole.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      if (requestBody === undefined) continue;
      assert.deepEqual(Object.keys(requestBody.content), ['application/json'], `${method} ${path}`);
      const { schema } = requestBody.content['application/json'];
      for (const { type, additionalProperties } of schema.oneOf ?? [schema]) {
        assert.deepEqual([type, additionalProperties], ['object', false], `${method} ${path}`);
      }
    }
  }
});

test('every operation declares its success and the problems that its kind may meet', () => {
  for (const operation of operations) {
    const statuses = [...operation.codes.keys()];
    assert.equal(statuses.filter((status) => status < 300).length, 1, name(operation));
    const declared = [...operation.codes.values()].flat();
    if (operation.guarded) assert.ok(declared.includes('unauthorized'), name(operation));
    if (operation.parameters.some((parameter) => parameter.in === 'query')) {
      assert.ok(declared.includes('validation_failed'), name(operation));
    }
    if (operation.method !== 'GET') {
      for (const code of [
        'malformed_body',
        'validation_failed',
        'body_too_large',
        'unsupported_media_type',
      ]) {
        assert.ok(declared.includes(code), `${name(operation)} declares ${code}`);
      }
    }
    for (const [status, codes] of operation.codes) {
      assert.equal(codes.length > 0, status >= 400, `${name(operation)} ${status}`);
      assert.equal(new Set(codes).size, codes.length, `${name(operation)} names each code of ${status} once`);
    }
  }
});

test('each named schema stands once, and nothing under components is without use', () => {
  const text = JSON.stringify(document);
  for (const [kind, components] of Object.entries<object>(document.components)) {
    if (kind === 'securitySchemes') continue;
    for (const name of Object.keys(components))
      assert.ok(text.includes(`"#/components/${kind}/${name}"`), name);
  }
  for (const name of [
    'Problem',
    'FieldError',
    'Tokens',
    'SignedIn',
    'Profile',
    'Session',
    'Referral',
    'SentCode',
  ]) {
    assert.ok(document.components.schemas[name], name);
  }
  assert.ok(!JSON.stringify(document.paths).includes('"request_id":{'), 'no problem is spelled out in place');
});

test('a problem is declared with all that its kind carries: its code, its headers, its extensions', () => {
  for (const operation of operations) {
    for (const [status, headers] of operation.headers) {
      const what = `${name(operation)} ${status}`;
      assert.ok(headers.includes('x-request-id'), what);
      assert.equal(headers.includes('retry-after'), status === 429 || status === 503, what);
      assert.equal(headers.includes('www-authenticate'), status === 401, what);
      const members = operation.members.get(status) ?? [];
      const isProof = operation.codes.get(status)?.includes('proof_required') === true;
      assert.equal(members.includes('challenge'), isProof, what);
    }
  }
});

test('what any request may fail with is declared for every operation', () => {
  for (const [path, methods] of Object.entries<object>(whole.paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      for (const range of ['4XX', '5XX']) {
        assert.match(responses[range].description, /^Any request may also fail with:/, `${method} ${path}`);
      }
      assert.ok(responses['4XX'].headers.Allow, `${method} ${path}: Allow comes with 405`);
    }
  }
});

/** The examples of a body or an answer, which has at least one. */
function examplesIn(content: Record<string, Media>, what: string): [media: Media, value: unknown][] {
  return Object.values(content).flatMap((media) => {
    const examples = Object.values(media.examples ?? {});
    assert.ok(examples.length > 0, `${what} has an example`);
    return examples.map(({ value }): [Media, unknown] => [media, value]);
  });
}

interface Media {
  readonly schema: object;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

test('every body and every answer has examples, which keep their own schema', () => {
  for (const [path, methods] of Object.entries<object>(whole.paths)) {
    for (const [method, { requestBody, responses }] of Object.entries(methods)) {
      const answers = Object.entries<{ content?: Record<string, Media> }>(responses);
      for (const [part, { content }] of [['body', requestBody ?? {}] as const, ...answers]) {
        const what = `${method} ${path} ${part}`;
        for (const [{ schema }, value] of examplesIn(content ?? {}, what)) {
          const [, errors] = Compile(schema).Errors(value);
          assert.deepEqual(errors, [], `${what}: ${JSON.stringify(value)}`);
        }
      }
    }
  }
});

test('every problem that an operation declares has an example with its code', () => {
  for (const operation of operations) {
    for (const code of [...operation.codes.values()].flat()) {
      assert.equal(document.components.examples[code]?.value.code, code, `${name(operation)} ${code}`);
    }
  }
});

test('no example holds a whole token', () => {
  assert.doesNotMatch(JSON.stringify(document), /eyJ[\w-]{20,}|rt_[0-9a-f]{32}/);
});

test('the ready-made requests of sending and entering a code are taken by a service', async () => {
  const exampleOf = (path: string) =>
    Object.values<{ value: object }>(
      document.paths[path].post.requestBody.content['application/json'].examples,
    ).map(({ value }) => value);
  for (const body of exampleOf('/api/send-code/')) {
    const { status, text } = await service.call('POST', '/api/send-code/', { body });
    assert.equal(status, 200, text);
  }
  for (const body of exampleOf('/api/verify-phone/')) {
    const answer = await service.call('POST', '/api/verify-phone/', { body });
    assert.equal(answer.body.code, 'invalid_code', `only its code is no longer valid: ${answer.text}`);
  }
});

test('with PRESET=strict the document requires challenge_id, and its examples have it', async (t) => {
  const strict = await startService(engines[0]!, { settings: { PRESET: 'strict' } });
  t.after(() => strict.close());
  const strictDocument = resolved((await strict.call('GET', '/openapi.json')).body);
  for (const [path, isRequired] of [
    ['/api/verify-phone/', true],
    ['/api/phone-change/confirm/', true],
    ['/api/send-code/', false],
  ] as const) {
    const { schema, examples } = strictDocument.paths[path].post.requestBody.content['application/json'];
    assert.equal(schema.required.includes('challenge_id'), isRequired, path);
    for (const { value } of Object.values<{ value: unknown }>(examples))
      assert.ok(Compile(schema).Check(value), path);
    assert.ok(
      !whole.paths[path].post.requestBody.content['application/json'].schema.required.includes(
        'challenge_id',
      ),
    );
  }
});

test('the document names nothing internal, and no word of another kind of API', () => {
  const text = JSON.stringify(document);
  for (const word of ['undefined', '[object', 'TODO', 'Default Response', 'def-0']) {
    assert.ok(!text.includes(word), word);
  }
});
