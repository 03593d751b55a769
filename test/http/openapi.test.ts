import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { type Operation, operationsOf } from './operations.ts';

let service: Service;
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the document holds, and fails when it is not there
let document: any;
let operations: Operation[];

before(async () => {
  service = await startService(engines[0]!);
  document = (await service.call('GET', '/openapi.json')).body;
  operations = operationsOf(document);
});
after(() => service.close());

const name = ({ method, path }: Operation) => `${method} ${path}`;

/** Every object within `value`, itself included. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

test('the document is OpenAPI 3.1 at the address of this instance', () => {
  assert.match(document.openapi, /^3\.1\.\d$/);
  assert.equal(typeof document.info.title, 'string');
  assert.equal(typeof document.info.version, 'string');
  assert.deepEqual(document.servers, [{ url: service.config.publicUrl }]);
  for (const { $ref } of objectsIn(document)) {
    if ($ref === undefined) continue;
    const target = String($ref)
      .slice(2)
      .split('/')
      .reduce((value, key) => value?.[key], document);
    assert.notEqual(target, undefined, `${$ref} leads somewhere`);
  }
});

test('the document uses the JSON Schema of OpenAPI 3.1, not of 3.0', () => {
  for (const object of objectsIn(document.paths)) {
    assert.ok(!('nullable' in object), JSON.stringify(object));
    assert.notEqual(typeof object.exclusiveMinimum, 'boolean', JSON.stringify(object));
    if (typeof object.type === 'string') {
      const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
      assert.ok(types.includes(object.type), JSON.stringify(object));
    }
    if (Array.isArray(object.required)) {
      for (const field of object.required) {
        assert.ok(Object.hasOwn(object.properties as object, field), `${field} in ${JSON.stringify(object)}`);
      }
    }
  }
});

test('every operation has a summary, a tag with a description, and a described answer for each status', () => {
  const tags = new Map(document.tags.map((tag: { name: string; description: string }) => [tag.name, tag]));
  const summaries = new Set<string>();
  for (const [path, methods] of Object.entries<object>(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const what = `${method} ${path}`;
      assert.ok(operation.summary?.length > 5, what);
      assert.ok(!summaries.has(operation.summary), `${what} shares its summary`);
      summaries.add(operation.summary);
      assert.equal(operation.tags.length, 1, what);
      assert.ok(tags.get(operation.tags[0]), `${what}: the tag ${operation.tags[0]} is described`);
      for (const [status, response] of Object.entries<{ description?: string }>(operation.responses)) {
        assert.match(status, /^[2-5]\d\d$/, what);
        assert.ok(response.description, `${what} ${status}`);
      }
    }
  }
});

test('what is variable in a path is declared as its parameter, and only that', () => {
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
  for (const [path, methods] of Object.entries<object>(document.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      if (requestBody === undefined) continue;
      assert.deepEqual(Object.keys(requestBody.content), ['application/json'], `${method} ${path}`);
      const { schema } = requestBody.content['application/json'];
      assert.equal(schema.type, 'object', `${method} ${path}`);
      assert.equal(schema.additionalProperties, false, `${method} ${path}`);
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

test('the document names nothing internal, and no word of another kind of API', () => {
  const text = JSON.stringify(document);
  for (const word of ['undefined', '[object', 'TODO', 'Default Response', 'def-0']) {
    assert.ok(!text.includes(word), word);
  }
});
