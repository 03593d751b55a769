import assert from 'node:assert/strict';
import type { Answer, Service } from '../service.ts';

const members = ['type', 'title', 'status', 'code', 'detail', 'request_id'];
const membersWhereTheyApply = ['errors', 'retry_after'];

export interface ExpectedProblem {
  readonly status: number;
  readonly code: string;
  /** One of the fields that the answer must name, and its code. */
  readonly field?: readonly [name: string, code: string];
}

/** What any answer over HTTP has. */
export type AnyAnswer = Pick<Answer, 'status' | 'body'> & {
  readonly headers: { get(name: string): string | null };
};

/** Checks that an answer has the form of an error, and is the expected one. */
export function assertProblem(
  { config }: Pick<Service, 'config'>,
  { status, headers, body }: AnyAnswer,
  expected: ExpectedProblem,
  what: string,
): void {
  const shown = `${what}: ${JSON.stringify(body)}`;
  assert.equal(status, expected.status, shown);
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json(; charset=utf-8)?$/, shown);
  assert.equal(body.code, expected.code, shown);
  assert.equal(body.status, status, shown);
  assert.equal(body.type, `${config.publicUrl}/docs/errors/${expected.code}`, shown);
  assert.equal(body.request_id, headers.get('x-request-id'), shown);
  for (const member of ['title', 'detail', 'request_id']) {
    assert.equal(typeof body[member], 'string', shown);
    assert.notEqual(body[member], '', shown);
  }
  for (const member of members) assert.ok(member in body, `${member} in ${shown}`);
  const unknown = Object.keys(body).filter((name) => ![...members, ...membersWhereTheyApply].includes(name));
  assert.deepEqual(unknown, [], shown);

  assert.equal(headers.get('retry-after'), body.retry_after === undefined ? null : String(body.retry_after));
  if (status === 429 || status === 503) assert.ok(Number.isInteger(body.retry_after), shown);
  if (status === 401) assert.equal(headers.get('www-authenticate'), 'Bearer realm="api"', shown);
  if (status === 405) assert.match(headers.get('allow') ?? '', /^[A-Z]+(, [A-Z]+)*$/, shown);
  if (expected.field !== undefined) {
    const [field, code] = expected.field;
    const found = body.errors?.find((error: { field: string }) => error.field === field);
    assert.equal(found?.code, code, shown);
    assert.notEqual(found?.detail, '', shown);
  }
}
