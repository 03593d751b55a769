import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { homeNumber, takeField } from './battlefield.ts';
import type { Request } from './client.ts';
import { figure } from './figures.ts';

const engine = engines[0]!;
const origin = 'https://evil.example';
const owner = '192.0.2.1';

/** Everything under /api that needs a sign-in. */
const guarded: [NonNullable<Request['method']>, string, unknown?][] = [
  ['GET', '/api/profile/'],
  ['PATCH', '/api/profile/', { name: 'Mallory' }],
  ['PUT', '/api/update-referrer/', { referrer: 'ABC234' }],
  ['GET', '/api/referrals/'],
  ['GET', '/api/sessions/'],
  ['DELETE', '/api/sessions/'],
  ['POST', '/api/sign-out/'],
  ['POST', '/api/phone-change/', { phone_number: homeNumber(9) }],
  ['DELETE', '/api/profile/'],
  ['GET', '/api/profile/export/'],
];
const cookieNames = [
  'token',
  'session',
  '__Host-session',
  'pozovi',
  'access_token',
  'refresh_token',
  'Authorization',
];
/** The content types that a page of another origin may send without a preflight. */
const simpleTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];

test('a page of another origin does nothing under /api: cookies are not looked at, no origin is let in', async (t) => {
  const { client, phones } = await takeField(t, engine);
  await client.sendCode(homeNumber(1), owner);
  const signedIn = await client.guess(homeNumber(1), phones.codesOf(homeNumber(1))[0]!, owner);
  assert.equal(signedIn.status, 200);
  const setCookies = [signedIn.headers['set-cookie'] ?? []].flat();
  assert.deepEqual(setCookies, [], 'the API sets none');
  const { token, refresh_token: refreshToken } = signedIn.body;
  const cookie = cookieNames
    .flatMap((name) => [`${name}=${token}`, `${name}_2=${refreshToken}`, `${name}=Bearer%20${token}`])
    .join('; ');

  let requests = 0;
  for (const [method, path, body] of guarded) {
    const reply = await client.call(path, { method, body, headers: { origin, cookie } });
    requests += 1;
    assert.equal(reply.status, 401, `${method} ${path} with cookies only`);
    assert.equal(reply.headers['access-control-allow-origin'], undefined);

    const preflight = await client.call(path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization',
      },
    });
    requests += 1;
    assert.ok(preflight.status >= 400, `${method} ${path}: the browser is told no (${preflight.status})`);
    assert.equal(preflight.headers['access-control-allow-origin'], undefined);
  }
  const profile = await client.call('/api/profile/', {
    method: 'GET',
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(profile.body.name, null, 'the account is as it was, and signed in');
  figure(t, `${requests} requests from another origin with every cookie: none did anything`);
});

test('a form of another origin makes nobody send a code or sign in: such bodies are not JSON and are refused', async (t) => {
  const { client, phones } = await takeField(t, engine);
  const body = JSON.stringify({ phone_number: homeNumber(1) });
  for (const path of ['/api/send-code/', '/api/verify-phone/', '/api/token/refresh/']) {
    for (const contentType of simpleTypes) {
      const reply = await client.call(path, { body, headers: { origin, 'content-type': contentType } });
      assert.equal(reply.status, 415, `${path} as ${contentType}`);
    }
  }
  assert.equal(phones.sent(), 0);
  figure(t, `${3 * simpleTypes.length} forms of another origin: all refused, no message left`);
});
