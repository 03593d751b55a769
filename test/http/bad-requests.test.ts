import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';
import { addressOf, operationsOf } from './operations.ts';
import { assertProblem, type ExpectedProblem } from './problem.ts';
import { exchange } from './raw.ts';
import { everythingStored } from './stored.ts';

const notFound = { status: 404, code: 'not_found' };
const malformed = { status: 400, code: 'malformed_request' };
const tooLarge = { status: 431, code: 'headers_too_large' };
const notAllowed = { status: 405, code: 'method_not_allowed' };

const host = 'Host: localhost';
const get = (target: string, ...headers: string[]) =>
  `${[`GET ${target} HTTP/1.1`, host, ...headers].join('\r\n')}\r\n\r\n`;
const post = (...headers: string[]) =>
  `${['POST /api/send-code/ HTTP/1.1', host, 'Content-Type: application/json', ...headers].join('\r\n')}\r\n\r\n`;

const badRequests: readonly [what: string, bytes: string | Uint8Array, expected: ExpectedProblem][] = [
  ...[
    '/nothing',
    '/api',
    '/api/',
    '/api/send-code/x',
    '/API/PROFILE/',
    '/api//profile/',
    '//api/profile',
    '/api/profile//',
    '/api%2Fprofile/',
    '/api/profile/..',
    '/../../etc/passwd',
    '/docs/..%2f..%2fpackage.json',
    '/docs/errors/nothing',
    '/docs/errors/__proto__',
    '/docs/errors/constructor',
    '/api/profile/;x=1',
    '/%D0%BF',
    '/%00',
    '/%zz',
    '/api/profile/%',
    '/api/sessions/%e0%a4%a',
    '/%ff%fe',
    '/api/sessions/%ED%A0%80',
    `/${'a'.repeat(10_000)}`,
    `/${'a/'.repeat(5000)}`,
    '/{}',
    '/wp-login.php?x=%zz',
  ].map((target): [string, Uint8Array, ExpectedProblem] => [
    `GET ${target.slice(0, 40)}`,
    Buffer.from(get(target)),
    notFound,
  ]),
  ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}\r\n\r\n`, notAllowed],
  [
    'a body of any kind to nowhere',
    `${post('Content-Length: 2').replace('send-code', 'nowhere')}hi`,
    notFound,
  ],
  ['a long address', get(`/${'a'.repeat(17_000)}`), tooLarge],
  ['a long query', get(`/api/profile/?${'a=1&'.repeat(5000)}`), tooLarge],
  ['a long header', get('/livez', `X: ${'a'.repeat(17_000)}`), tooLarge],
  ['many headers', get('/livez', ...Array.from({ length: 3000 }, (_, index) => `X${index}: y`)), tooLarge],
  ['a long token', get('/api/profile/', `Authorization: Bearer ${'a'.repeat(17_000)}`), tooLarge],
  ['random bytes', Buffer.from([0, 1, 2, 0xff, 0xfe, 13, 10, 13, 10]), malformed],
  ['a TLS hello', Buffer.from('16030100c8010000c40303', 'hex'), malformed],
  ['HTTP/2 with prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', malformed],
  ['another protocol', 'EHLO localhost\r\n', malformed],
  ['a version of the future', `GET /livez HTTP/9.9\r\n${host}\r\n\r\n`, malformed],
  ['an address without slash', `GET livez HTTP/1.1\r\n${host}\r\n\r\n`, malformed],
  ['an address that is not ASCII', get('/\u043f'), malformed],
  ['a space in the address', `GET /li vez HTTP/1.1\r\n${host}\r\n\r\n`, malformed],
  ['no host', 'GET /livez HTTP/1.1\r\n\r\n', malformed],
  ['a NUL in a header', get('/livez', 'X: a\0b'), malformed],
  ['a header without colon', get('/livez', 'X'), malformed],
  ['a space in a header name', get('/livez', 'X Y: z'), malformed],
  ['a folded header', get('/livez', 'X: a', ' b'), malformed],
  ['a method that does not exist', `BREW /livez HTTP/1.1\r\n${host}\r\n\r\n`, malformed],
  ['a method in small letters', `get /livez HTTP/1.1\r\n${host}\r\n\r\n`, malformed],
  ['a call for a proxy', `CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n\r\n`, malformed],
  ['two lengths', `${post('Content-Length: 2', 'Content-Length: 3')}{}`, malformed],
  ['a negative length', `${post('Content-Length: -1')}{}`, malformed],
  ['length and chunks', `${post('Content-Length: 3', 'Transfer-Encoding: chunked')}0\r\n\r\n`, malformed],
  ['chunks that are none', `${post('Transfer-Encoding: chunked')}zz\r\n\r\n`, malformed],
  ['an encoding that is not the last', `${post('Transfer-Encoding: chunked, gzip')}0\r\n\r\n`, malformed],
  [
    'an endless chunk extension',
    `${post('Transfer-Encoding: chunked')}2;${'x'.repeat(17_000)}\r\n{}\r\n0\r\n\r\n`,
    { status: 413, code: 'body_too_large' },
  ],
  [
    'an expectation that nobody knows',
    `${post('Expect: miracle', 'Content-Length: 2')}{}`,
    { status: 400, code: 'validation_failed', field: ['phone_number', 'missing'] },
  ],
];

test('whatever arrives on the socket is answered with a problem, nothing is written, and the service lives on', async (t) => {
  const service = await startService(engines[0]!);
  t.after(() => service.close());
  const before = await everythingStored(service.database);
  for (const [what, bytes, expected] of badRequests) {
    const answer = await exchange(service.url, bytes);
    assert.ok(answer, `${what} is answered`);
    assertProblem(service, answer, expected, what);
    assert.equal((await service.call('GET', '/livez')).status, 200, `alive after ${what}`);
  }
  assert.deepEqual(await everythingStored(service.database), before);
});

test('a client that leaves in the middle of a request harms nobody', async (t) => {
  const service = await startService(engines[0]!);
  t.after(() => service.close());
  const { token } = await service.signIn('+79991234567');
  const before = await everythingStored(service.database);
  const whole = `PATCH /api/profile/ HTTP/1.1\r\n${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"name":"Anna"}`;
  for (let length = 1; length < whole.length; length += 7) {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.write(whole.slice(0, length), () => socket.resetAndDestroy());
    });
  }
  assert.equal((await service.call('GET', '/readyz')).status, 200);
  assert.deepEqual(await everythingStored(service.database), before);
});

test('a method that an address does not take is 405, and Allow lists those that it takes', async (t) => {
  const service = await startService(engines[0]!);
  t.after(() => service.close());
  const operations = operationsOf((await service.call('GET', '/openapi.json')).body);
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE', 'QUERY'];
  for (const [path, alike] of Map.groupBy(operations, (operation) => operation.path)) {
    const taken = alike.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).sort();
    for (const method of methods.filter((name) => !taken.includes(name))) {
      for (const address of [addressOf(alike[0]!), addressOf(alike[0]!).replace(/\/$/, '')]) {
        const bytes = `${method} ${address} HTTP/1.1\r\n${host}\r\nContent-Length: 2\r\n\r\n{}`;
        const answer = await exchange(service.url, bytes);
        if (method === 'HEAD') assert.equal(answer?.status, 405, `HEAD ${path}`);
        else assertProblem(service, answer!, notAllowed, `${method} ${path}`);
        assert.equal(answer?.headers.get('allow'), taken.join(', '), `${method} ${path}`);
      }
    }
  }
});
