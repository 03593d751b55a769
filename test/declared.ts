import assert from 'node:assert/strict';
import { Compile } from 'typebox/schema';
import type { Answer, Caller } from './call.ts';
import { type Operation, operationsOf } from './http/operations.ts';

/**
 * A caller that also checks each answer against the OpenAPI document: its status and whole body, or the code of a
 * problem, must be declared. Nothing else checks this: answers are sent as the handlers make them.
 */
export function declaredOnly(call: Caller, document: unknown): Caller {
  const operations = operationsOf(document).map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replace(/\/$/, '').replace(/\{\w+\}/g, '[^/]+')}/?$`),
  }));
  return async (method, path, options) => {
    const answer = await call(method, path, options);
    const [address = ''] = path.split('?', 1);
    const asked = method === 'HEAD' ? 'GET' : method;
    const found = operations.find(
      ({ operation, pattern }) => operation.method === asked && pattern.test(address),
    );
    if (found !== undefined) assertDeclared(found.operation, answer, method);
    return answer;
  };
}

function assertDeclared(operation: Operation, { status, headers, body, text }: Answer, method: string): void {
  const what = `${method} ${operation.path} answers ${status}: ${text}`;
  const codes = operation.codes.get(status);
  assert.ok(codes, `${what}, which the OpenAPI document does not declare`);
  for (const name of operation.headers.get(status) ?? []) {
    assert.ok(headers.has(name), `${what}, without the header ${name} that the OpenAPI document declares`);
  }
  if (method === 'HEAD') return;
  const success = operation.successes.get(status);
  if (success !== undefined) {
    const [, errors] = validatorOf(success).Errors(body);
    assert.deepEqual(errors, [], `${what}, which is not what the OpenAPI document declares`);
  }
  if (status < 400) return;
  assert.ok(codes.includes(body?.code), `${what}, whose code the OpenAPI document does not declare`);
  const members = operation.members.get(status) ?? [];
  const unknown = Object.keys(body).filter((member) => !members.includes(member));
  assert.deepEqual(unknown, [], `${what}, with members that the OpenAPI document does not declare`);
  assert.equal('errors' in body, body.code === 'validation_failed', what);
  assert.equal('retry_after' in body, status === 429 || status === 503, what);
}

type Validator = ReturnType<typeof Compile>;
/**
 * By the schema's text: every service of a process has the same ones, and to compile one takes longer than a request.
 */
const validators = new Map<string, Validator>();
const texts = new WeakMap<object, string>();

function validatorOf(schema: object): Validator {
  const text = texts.get(schema) ?? JSON.stringify(schema);
  texts.set(schema, text);
  const validator = validators.get(text) ?? Compile(closed(text));
  validators.set(text, validator);
  return validator;
}

/** The same schema, whose objects have no members that it does not name. */
function closed(schema: string): object {
  return JSON.parse(schema, (_, value) => {
    const isOpen = value?.properties !== undefined && value.additionalProperties === undefined;
    return isOpen ? { ...value, additionalProperties: false } : value;
  });
}
