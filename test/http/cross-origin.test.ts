import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { assertProblem } from './problem.ts';

const ours = ['https://app.example.org', 'http://localhost:3000'];
const others = [
  'https://app.example.com',
  'http://app.example.org',
  'https://app.example.org:444',
  'https://app.example.org.evil.example',
  'https://evil.example/https://app.example.org',
  'https://APP.example.org',
  'null',
  '*',
];
const open = ['/api/profile/', '/api/send-code', '/api/token/refresh/', '/.well-known/jwks.json'];
const closed = ['/', '/docs', '/openapi.json', '/livez', '/api', '/docs/errors/not_found', '/nothing'];

let service: Service;
let closedService: Service;
before(async () => {
  service = await startService(engines[0]!, { settings: { CORS_ORIGINS: ours.join(',') } });
  closedService = await startService(engines[0]!);
});
after(() => Promise.all([service.close(), closedService.close()]));

const corsHeaders = (headers: Headers) => [...headers.keys()].filter((name) => /^access-control-/.test(name));
const preflight = (to: Service, path: string, origin: string) =>
  to.call('OPTIONS', path, {
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

test('a preflight of each listed origin is answered with what it may send', async () => {
  for (const origin of ours) {
    for (const path of open) {
      const { status, headers, text } = await preflight(service, path, origin);
      assert.equal(status, 204, `${path} for ${origin}`);
      assert.equal(text, '');
      assert.equal(headers.get('access-control-allow-origin'), origin);
      assert.equal(headers.get('access-control-allow-methods'), 'GET, HEAD, POST, PUT, PATCH, DELETE');
      const allowed = 'Authorization, Content-Type, Accept-Language, X-Request-Id';
      assert.equal(headers.get('access-control-allow-headers'), allowed);
      assert.equal(headers.get('access-control-allow-credentials'), null);
      assert.match(headers.get('vary') ?? '', /\borigin\b/i);
      assert.ok(headers.get('x-request-id'));
    }
  }
});

test('a page of a listed origin can read every answer, refusals too, with Retry-After and X-Request-Id', async () => {
  const headers = { origin: ours[0]! };
  const body = { phone_number: '+79991234567' };
  const answers = [
    await service.call('GET', '/.well-known/jwks.json', { headers }),
    await service.call('POST', '/api/send-code/', { headers, body }),
    await service.call('POST', '/api/send-code/', { headers, body }),
    await service.call('POST', '/api/send-code/', { headers, body: {} }),
    await service.call('GET', '/api/profile/', { headers }),
    await service.call('GET', '/api/nothing/', { headers }),
    await service.call('DELETE', '/api/send-code/', { headers }),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429, 400, 401, 404, 405],
  );
  for (const answer of answers) {
    assert.equal(answer.headers.get('access-control-allow-origin'), ours[0]);
    assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After, X-Request-Id');
    assert.equal(answer.headers.get('access-control-allow-credentials'), null);
  }
});

test('a page of any other origin gets no CORS header, and 405 for its preflight', async () => {
  for (const origin of others) {
    for (const path of open) {
      const asked = await preflight(service, path, origin);
      assert.equal(asked.status, 405, `${path} for ${origin}`);
      assert.deepEqual(corsHeaders(asked.headers), []);
    }
    const answer = await service.call('GET', '/.well-known/jwks.json', { headers: { origin } });
    assert.equal(answer.status, 200);
    assert.deepEqual(corsHeaders(answer.headers), [], origin);
    assert.match(answer.headers.get('vary') ?? '', /\borigin\b/i, 'no cache gives it to another origin');
  }
});

test('the pages and the documents around the API are open to no other origin', async () => {
  for (const path of closed) {
    const asked = await preflight(service, path, ours[0]!);
    assert.equal(asked.status, path === '/nothing' || path === '/api' ? 404 : 405, path);
    assert.deepEqual(corsHeaders(asked.headers), [], path);
    const answer = await service.call('GET', path, { headers: { origin: ours[0]! } });
    assert.deepEqual(corsHeaders(answer.headers), [], path);
  }
});

test('OPTIONS that asks nothing is answered as any method that nobody takes', async () => {
  for (const options of [{}, { headers: { origin: ours[0]! } }, { body: 'no JSON' }]) {
    const known = await service.call('OPTIONS', '/api/profile/', options);
    assertProblem(service, known, { status: 405, code: 'method_not_allowed' }, 'OPTIONS');
    assert.equal(known.headers.get('allow'), 'DELETE, GET, HEAD, PATCH');
    const unknown = await service.call('OPTIONS', '/api/nothing/', options);
    assertProblem(service, unknown, { status: 404, code: 'not_found' }, 'OPTIONS of nothing');
  }
});

test('without CORS_ORIGINS there is no header of CORS, and OPTIONS is 405', async () => {
  for (const origin of ours) {
    for (const path of open) {
      const asked = await preflight(closedService, path, origin);
      assertProblem(closedService, asked, { status: 405, code: 'method_not_allowed' }, path);
      assert.deepEqual(corsHeaders(asked.headers), []);
    }
    const { headers } = await closedService.call('GET', '/.well-known/jwks.json', { headers: { origin } });
    assert.deepEqual(corsHeaders(headers), []);
    assert.equal(headers.get('vary'), null);
  }
});
