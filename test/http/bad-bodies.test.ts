import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { addressOf, operationsOf } from './operations.ts';
import { assertProblem, type ExpectedProblem } from './problem.ts';
import { exchange } from './raw.ts';
import { everythingStored } from './stored.ts';

interface BadBody {
  readonly what: string;
  readonly bytes: string | Uint8Array;
  /** The Content-Type; null sends none. */
  readonly type?: string | null;
  readonly encoding?: string;
  readonly chunked?: boolean;
  readonly expected: ExpectedProblem;
}

const malformed = { status: 400, code: 'malformed_body' };
const unsupported = { status: 415, code: 'unsupported_media_type' };
const tooLarge = { status: 413, code: 'body_too_large' };
const right = '{"phone_number":"+79991234568"}';
const large = JSON.stringify({ phone_number: '9'.repeat(17_000) });
const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));

const badBodies: readonly BadBody[] = [
  ...['null', '[]', '[{}]', '1', '"text"', 'true'].map((json) => ({
    what: `${json} in place of an object`,
    bytes: json,
    expected: malformed,
  })),
  ...[
    'hello',
    '{',
    '{"phone_number":"+79991234568"',
    `${right} ${right}`,
    `${right},`,
    "{'phone_number':'+79991234568'}",
    '{"phone_number":"+79991234568",}',
    '{"phone_number":NaN}',
    '{"phone_number":"a\nb"}',
    '{"phone_number":"\\x41"}',
    '// a comment\n{}',
    ' ',
    '\0',
    'phone_number=%2B79991234568',
    '<phone_number>+79991234568</phone_number>',
    '['.repeat(16_000),
  ].map((text) => ({
    what: `no JSON: ${JSON.stringify(text.slice(0, 40))}`,
    bytes: text,
    expected: malformed,
  })),
  { what: 'a byte order mark', bytes: `\ufeff${right}`, expected: malformed },
  { what: 'UTF-16', bytes: Buffer.from(right, 'utf16le'), expected: malformed },
  ...[[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80]].map((bytes) => ({
    what: `bytes that are no UTF-8: ${Buffer.from(bytes).toString('hex')}`,
    bytes: Buffer.concat([Buffer.from('{"phone_number":"'), Buffer.from(bytes), Buffer.from('"}')]),
    expected: malformed,
  })),
  ...[
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/json-patch+json',
    'application/problem+json',
    'application/json, text/plain',
    'application/json; charset=latin1',
    'application/json;charset="utf-16"',
    'application/json; charset=utf-8859',
    '*/*',
    'json',
    '/',
  ].map((type) => ({ what: `Content-Type: ${type}`, bytes: right, type, expected: unsupported })),
  { what: 'no Content-Type', bytes: right, type: null, expected: unsupported },
  { what: '17 kB', bytes: large, expected: tooLarge },
  { what: '17 kB in chunks', bytes: large, chunked: true, expected: tooLarge },
  { what: '2 MB in chunks', bytes: ' '.repeat(2_000_000), chunked: true, expected: tooLarge },
  { what: 'a gzip bomb', bytes: bomb, encoding: 'gzip', expected: unsupported },
  { what: 'a gzip bomb in chunks', bytes: bomb, encoding: 'GZIP', chunked: true, expected: unsupported },
  { what: 'a gzip bomb that says nothing of it', bytes: bomb.subarray(0, 10_000), expected: malformed },
  { what: 'deflate', bytes: deflateSync(right), encoding: 'deflate', expected: unsupported },
  { what: 'brotli', bytes: brotliCompressSync(right), encoding: 'br', expected: unsupported },
  { what: 'two encodings', bytes: right, encoding: 'identity, gzip', expected: unsupported },
];

function request(
  { bytes, type = 'application/json', encoding, chunked }: BadBody,
  { method, path, token }: { method: string; path: string; token: string | undefined },
): Buffer {
  const body = Buffer.from(bytes);
  const head = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(type === null ? [] : [`Content-Type: ${type}`]),
    ...(encoding === undefined ? [] : [`Content-Encoding: ${encoding}`]),
    chunked === true ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`,
  ];
  const sent = chunked === true ? [`${body.length.toString(16)}\r\n`, body, '\r\n0\r\n\r\n'] : [body];
  return Buffer.concat([head.join('\r\n'), '\r\n\r\n', ...sent].map((part) => Buffer.from(part)));
}

async function assertAlive(service: Service): Promise<void> {
  assert.equal((await service.call('GET', '/readyz')).status, 200);
}

for (const engine of engines) {
  test(`${engine.name}: every endpoint refuses a body that is not one JSON object of at most 16 KiB, and nothing is written`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const { token } = await service.signIn('+79991234567');
    const operations = operationsOf((await service.call('GET', '/openapi.json')).body);
    const before = await everythingStored(service.database);
    let endpoints = 0;
    for (const operation of operations.filter(({ method }) => method !== 'GET')) {
      endpoints += 1;
      for (const bad of badBodies) {
        const { method } = operation;
        const path = addressOf(operation);
        const bytes = request(bad, { method, path, token: operation.guarded ? token : undefined });
        const answer = await exchange(service.url, bytes);
        assert.ok(answer, `${method} ${path} answers ${bad.what}`);
        assertProblem(service, answer, bad.expected, `${method} ${path} with ${bad.what}`);
      }
    }
    assert.ok(endpoints >= 7, 'the document is read');
    assert.deepEqual(await everythingStored(service.database), before);
    await assertAlive(service);
  });
}

test('a body of UTF-8 JSON is accepted whatever the spelling of its type', async (t) => {
  const service = await startService(engines[0]!);
  t.after(() => service.close());
  const types = [
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8; x=1',
  ];
  for (const [index, type] of types.entries()) {
    const body = { phone_number: `+7999123450${index}` };
    const answer = await service.call('POST', '/api/send-code/', { body, headers: { 'content-type': type } });
    assert.equal(answer.status, 200, `${type}: ${answer.text}`);
  }
});

test('an endpoint that takes no body takes an empty one, and {}, from clients that always send one', async (t) => {
  const service = await startService(engines[0]!);
  t.after(() => service.close());
  for (const [index, body] of ['', '{}'].entries()) {
    const { token } = await service.signIn(`+7999123460${index}`);
    const headers = { 'content-type': 'application/json' };
    const answer = await service.call('POST', '/api/sign-out/', { token, body, headers });
    assert.equal(answer.status, 204, answer.text);
  }
});
