import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { codeSentTo, createVisitor } from './visitor.ts';

const anna = '+79991234567';
const inProduction = {
  MODE: 'production',
  PUBLIC_URL: 'https://id.example.org',
  ALLOW_SIMULATED_SMS: 'true',
  PROOF_OF_WORK: 'off',
  TEST_PHONE_NUMBERS: `${anna}=4321@2099-01-01`,
};

async function setCookies(service: Service, code?: string): Promise<string[]> {
  const guest = createVisitor(service);
  const sent = await guest.request('POST', '/sign-in', { form: { phone_number: anna } });
  assert.equal(sent.status, 303);
  const form = { code: code ?? (await codeSentTo(service, anna)) };
  const signedIn = await guest.request('POST', '/sign-in/code', { form });
  assert.equal(signedIn.headers.get('location'), '/profile');
  return [...sent.headers.getSetCookie(), ...signedIn.headers.getSetCookie()];
}

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: in production every cookie is bound to this host and to HTTPS, and no script reads it`,
    options,
    async (t) => {
      const service = await startService(engine, { settings: inProduction });
      t.after(() => service.close());
      const cookies = await setCookies(service, '4321');
      const names = new Set(cookies.map((cookie) => cookie.split('=', 1)[0]));
      assert.deepEqual(
        [...names].sort(),
        ['device', 'invite', 'notice', 'session', 'step'].map((name) => `__Host-pozovi_${name}`),
      );
      for (const cookie of cookies) {
        for (const flag of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
          assert.ok(cookie.split('; ').includes(flag), cookie);
        assert.doesNotMatch(cookie, /Domain/i);
      }
    },
  );

  test(`${engine.name}: in development the cookies work without HTTPS`, options, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const session = (await setCookies(service)).find((cookie) => cookie.startsWith('pozovi_session='));
    assert.match(session ?? '', /HttpOnly; SameSite=Lax$/);
  });

  test(
    `${engine.name}: each sign-in begins a new session, and the one before it in this browser has ended`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      await guest.signIn(anna);
      const before = guest.cookies.get('pozovi_session') ?? '';
      service.clock.advance(61);
      const codePage = await guest.submit(await guest.open('/profile/again?next=end'), '/profile/again');
      await guest.submit(codePage, '/sign-in/code', { code: await codeSentTo(service, anna) });
      const after = guest.cookies.get('pozovi_session') ?? '';
      assert.notEqual(after.split('.')[0], before.split('.')[0]);
      assert.equal((await guest.open('/profile')).path, '/profile');
      guest.cookies.set('pozovi_session', before);
      assert.equal((await guest.open('/profile')).path, '/');
    },
  );

  test(
    `${engine.name}: a session that was planted before the sign-in is not the one that is signed in`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const attacker = createVisitor(service);
      await attacker.signIn('+79991234568');
      const planted = attacker.cookies.get('pozovi_session') ?? '';
      const victim = createVisitor(service);
      const codePage = await victim.submit(await victim.open('/'), '/sign-in', { phone_number: anna });
      victim.cookies.set('pozovi_session', planted);
      await victim.submit(codePage, '/sign-in/code', { code: await codeSentTo(service, anna) });
      assert.notEqual(victim.cookies.get('pozovi_session'), planted);
      assert.doesNotMatch((await attacker.open('/profile')).text, /123-45-67/);
    },
  );

  test(
    `${engine.name}: signing out ends the session at once, for a copy of the cookie too`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const profile = await guest.signIn(anna);
      const copy = createVisitor(service);
      copy.cookies.set('pozovi_session', guest.cookies.get('pozovi_session') ?? '');
      assert.equal((await copy.open('/profile')).path, '/profile');
      const out = await guest.submit(profile, '/sign-out');
      assert.ok(out.text.includes(guest.says('notice.signed_out')));
      assert.equal(guest.cookies.has('pozovi_session'), false);
      assert.equal((await copy.open('/profile')).path, '/');
    },
  );

  test(`${engine.name}: a changed cookie is nobody's, and no cookie opens the API`, options, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const guest = createVisitor(service);
    await guest.signIn(anna);
    const genuine = guest.cookies.get('pozovi_session') ?? '';
    const api = await guest.request('GET', '/api/profile/');
    assert.equal(api.status, 401);
    const last = genuine.endsWith('A') ? 'Q' : 'A';
    for (const forged of [
      `${genuine.slice(0, -1)}${last}`,
      genuine.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      genuine.split('.')[0] ?? '',
      `${genuine}.`,
      '',
    ]) {
      guest.cookies.set('pozovi_session', forged);
      assert.equal((await guest.open('/profile')).path, '/', forged);
      guest.cookies.set('pozovi_session', genuine);
      assert.equal((await guest.open('/profile')).path, '/profile');
    }
  });

  test(
    `${engine.name}: use keeps a session alive beyond its idle end, but never beyond its absolute end`,
    options,
    async (t) => {
      const settings = { REFRESH_IDLE_S: '3600', REFRESH_ABSOLUTE_S: '10000' };
      const service = await startService(engine, { settings });
      t.after(() => service.close());
      const guest = createVisitor(service);
      await guest.signIn(anna);
      const idle = createVisitor(service);
      idle.cookies.set('pozovi_session', guest.cookies.get('pozovi_session') ?? '');
      for (const seconds of [3000, 3000, 3000]) {
        service.clock.advance(seconds);
        assert.equal((await guest.open('/profile')).path, '/profile');
      }
      service.clock.advance(1500);
      assert.equal((await guest.open('/profile')).path, '/');

      await idle.signIn(anna);
      service.clock.advance(3700);
      assert.equal((await idle.open('/profile')).path, '/');
    },
  );
}
