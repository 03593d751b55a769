import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { addressOf, type Operation, operationsOf } from './operations.ts';
import { assertProblem } from './problem.ts';

let service: Service;
let operations: Operation[];

before(async () => {
  service = await startService(engines[0]!);
  operations = operationsOf((await service.call('GET', '/openapi.json')).body);
});
after(() => service.close());

const unpublished = ['/docs', '/docs/errors', '/docs/errors/not_found', '/openapi.json', '/dev/inbox'];
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('every address works with and without its trailing slash, without a redirect', async () => {
  const addresses = [
    ...operations.map((operation) => ({ method: operation.method, path: addressOf(operation) })),
    ...unpublished.map((path) => ({ method: 'GET', path })),
  ];
  for (const { method, path } of addresses) {
    const bare = path.replace(/\/$/, '');
    const [without, withSlash] = [await service.call(method, bare), await service.call(method, `${bare}/`)];
    assert.notEqual(without.body?.code, 'not_found', `${method} ${bare}`);
    assert.ok(without.status < 300 || without.status >= 400, `${method} ${bare} redirects`);
    assert.equal(withSlash.status, without.status, `${method} ${bare}/`);
    assert.equal(withSlash.body?.code, without.body?.code, `${method} ${bare}/`);
  }
});

test('an X-Request-Id that is a plain word is echoed, in the header and in a problem; any other is replaced', async () => {
  const echoed = ['a', 'trace-1', '4bf92f3577b34da6a3ce929d0e0e4736', 'a.b:c_d', 'x'.repeat(128)];
  const replaced = ['', 'x'.repeat(129), 'a b', 'a"b', 'a<b>', 'é', 'a,b', '../x'];
  for (const id of echoed) {
    const answer = await service.call('GET', '/nothing', { headers: { 'x-request-id': id } });
    assert.equal(answer.headers.get('x-request-id'), id);
    assert.equal(answer.body.request_id, id);
  }
  const made = new Set<string | null>();
  for (const id of replaced) {
    const answer = await service.call('GET', '/livez', { headers: { 'x-request-id': id } });
    assert.match(answer.headers.get('x-request-id') ?? '', uuid, `in place of ${id}`);
    made.add(answer.headers.get('x-request-id'));
  }
  const without = await service.call('GET', '/livez');
  assert.match(without.headers.get('x-request-id') ?? '', uuid);
  made.add(without.headers.get('x-request-id'));
  assert.equal(made.size, replaced.length + 1, 'each is another one');
});

const languages: readonly (readonly [header: string, locale: 'ru' | 'en'])[] = [
  ['en', 'en'],
  ['ru', 'ru'],
  ['en-GB,en;q=0.9,ru;q=0.8', 'en'],
  ['ru-RU,en;q=0.9', 'ru'],
  ['en;q=0.1, ru;q=0.2', 'ru'],
  ['de, en;q=0.5', 'en'],
  ['de', 'ru'],
  ['*', 'ru'],
  ['EN', 'en'],
  ['', 'ru'],
  ['english', 'ru'],
  [';;;q=,,', 'ru'],
];

test('sentences are in the language of Accept-Language, in Russian when it names none of ours', async () => {
  for (const [header, locale] of languages) {
    const headers = { 'accept-language': header };
    for (const answer of [
      await service.call('GET', '/nothing', { headers }),
      await service.call('POST', '/api/send-code/', { headers, body: { phone_number: 'x' } }),
      await service.call('POST', '/api/send-code/', { headers, body: {} }),
    ]) {
      const sentences = [answer.body.title, answer.body.detail, answer.body.errors?.[0].detail ?? ''].join();
      assert.equal(/[а-я]/.test(sentences), locale === 'ru', `${header}: ${answer.text}`);
      assert.equal(answer.headers.get('content-language'), locale, header);
    }
  }
});

test('DEFAULT_LOCALE is the language where none is requested', async (t) => {
  const english = await startService(engines[0]!, { settings: { DEFAULT_LOCALE: 'en' } });
  t.after(() => english.close());
  const answer = await english.call('GET', '/nothing');
  assert.equal(answer.body.detail, 'There is nothing at this address.');
});

test('every code that the document declares has a page at its type, in both languages', async () => {
  const declared = new Set(operations.flatMap(({ codes }) => [...codes.values()].flat()));
  const index = await service.call('GET', '/docs/errors', { headers: { 'accept-language': 'en' } });
  assert.equal(index.status, 200, index.text);
  const listed = [...index.text.matchAll(/href="\/docs\/errors\/(\w+)"/g)].map(([, code]) => code!);
  assert.ok(declared.size >= 15 && listed.length >= declared.size, `${declared.size} of ${listed.length}`);
  assert.deepEqual(
    [...declared].filter((code) => !listed.includes(code)),
    [],
  );
  for (const code of listed) {
    for (const locale of ['ru', 'en'] as const) {
      const page = await service.call('GET', `/docs/errors/${code}`, {
        headers: { 'accept-language': locale },
      });
      assert.equal(page.status, 200, code);
      assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.match(page.text, new RegExp(`<html[^>]* lang="${locale}"`), code);
      assert.match(page.text, new RegExp(`<code>${code}</code>`));
      assert.equal(/<h1>[^<]*[а-яё]/i.test(page.text), locale === 'ru', `the title of ${code} in ${locale}`);
    }
  }
});

test('HEAD answers as GET does, without the body', async () => {
  const { token } = await service.signIn('+79991234567');
  const gets = operations.filter(({ method }) => method === 'GET').map((operation) => addressOf(operation));
  for (const path of [...gets, ...unpublished]) {
    const [get, head] = [
      await service.call('GET', path, { token }),
      await service.call('HEAD', path, { token }),
    ];
    assert.equal(head.status, get.status, path);
    assert.equal(head.text, '', path);
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), path);
    // An answer may grow by being requested: an export holds the event of the previous export.
    const again = await service.call('GET', path, { token });
    const length = Number(head.headers.get('content-length'));
    const [least, most] = [get.text, again.text].map((text) => Buffer.byteLength(text));
    assert.ok(length >= least! && length <= most!, `${path}: ${least} <= ${length} <= ${most}`);
  }
});

const noTokens = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer x',
  'Bearer a.b.c',
  'Basic YTpi',
  'bearer é',
  'Bearer a, Bearer b',
];

test('every guarded endpoint is 401 with WWW-Authenticate without a token, before it looks at the body', async () => {
  const guarded = operations.filter((operation) => operation.guarded);
  assert.ok(guarded.length >= 8);
  for (const operation of guarded) {
    const { method } = operation;
    const path = addressOf(operation);
    const body = method === 'GET' ? {} : { body: 'not JSON' };
    const answers = [
      await service.call(method, path, body),
      ...(await Promise.all(
        noTokens.map((authorization) => service.call(method, path, { ...body, headers: { authorization } })),
      )),
    ];
    for (const answer of answers) {
      assertProblem(service, answer, { status: 401, code: 'unauthorized' }, `${method} ${path}`);
    }
  }
});

test('429 says in Retry-After and in the body after how many seconds to come back', async () => {
  const body = { phone_number: '+79991234599' };
  assert.equal((await service.call('POST', '/api/send-code/', { body })).status, 200);
  const again = await service.call('POST', '/api/send-code/', { body });
  assertProblem(service, again, { status: 429, code: 'resend_too_soon' }, 'the second code');
  assert.ok(again.body.retry_after >= 25 && again.body.retry_after <= 30, again.text);
});

test('no answer may be cached or sniffed', async () => {
  for (const path of ['/livez', '/nothing', '/%zz', '/api/profile/']) {
    const { headers } = await service.call('GET', path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
  }
});
