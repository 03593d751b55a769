import assert from 'node:assert/strict';
import { engines } from '../engines.ts';
import { promisesOn } from '../promise.ts';
import type { Service, SignedIn } from '../service.ts';

const [annaNumber, borisNumber] = ['+79991234567', '+79991234568'];
const day = 86_400;

for (const engine of engines) {
  const promise = promisesOn(engine);

  promise('the list names each device, shortens its address and marks the current one', async (service) => {
    const headers = {
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36',
    };
    const anna = await signInFrom(service, annaNumber, headers);
    service.clock.advance(60);
    const phone = await signInFrom(service, annaNumber, { 'user-agent': 'okhttp/4.12.0' });
    const { body } = await service.call('GET', '/api/sessions/', { token: phone.token });
    const shown = body.data.map(({ current, address }: Record<string, unknown>) => [current, address]);
    assert.deepEqual(shown, [
      [true, '127.0.0.0/24'],
      [false, '127.0.0.0/24'],
    ]);
    assert.equal(body.data[1].device, 'Chrome on Windows');
    assert.match(body.data[0].device, /okhttp/i);
    assert.equal(body.next_cursor, null);
    assert.equal((await service.call('GET', '/api/profile/', { token: anna.token })).status, 200);
  });

  promise(
    'the list comes page by page, newest first, each session once',
    async (service) => {
      const tokens: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        await service.call('POST', '/api/send-code/', { body: { phone_number: '+79005550001' } });
        const body = { phone_number: '+79005550001', confirmation_code: '1234' };
        tokens.push((await service.call('POST', '/api/verify-phone/', { body })).body.token);
        service.clock.advance(1);
      }
      const token = tokens.at(-1)!;
      const seen: string[] = [];
      let after = '';
      for (;;) {
        const { body } = await service.call('GET', `/api/sessions/?limit=2${after}`, { token });
        seen.push(...body.data.map(({ id }: { id: string }) => id));
        if (body.next_cursor === null) break;
        after = `&after=${body.next_cursor}`;
      }
      assert.equal(new Set(seen).size, 5);
      assert.deepEqual(seen, seen.toSorted().reverse());
      const wrong = await service.call('GET', '/api/sessions/?after=nonsense', { token });
      assert.equal(wrong.body.errors[0].field, 'after');
    },
    { RATE_LIMITS: 'off', TEST_PHONE_NUMBERS: '+7900*=1234' },
  );

  promise(
    'the list says when each device was last used, whatever it called, to within 10 minutes',
    async (service) => {
      const reader = await service.signIn(annaNumber);
      service.clock.advance(60);
      const lister = await service.signIn(annaNumber);
      const listed = async () => {
        const { body } = await service.call('GET', '/api/sessions/', { token: lister.token });
        return body.data.map((session: Record<string, string>) => session.last_used_at);
      };
      const signedInAt = await listed();
      service.clock.advance(11 * 60);
      const calledAt = new Date(service.clock.now()).toISOString();
      assert.equal((await profile(service, reader)).status, 200);
      const usedAt = await listed();
      assert.ok(signedInAt.every((at: string) => at < calledAt));
      assert.ok(usedAt.every((at: string) => at >= calledAt));
      service.clock.advance(60);
      await profile(service, reader);
      assert.deepEqual(await listed(), usedAt);
    },
  );

  promise('a verified token vouches for no other one with the same end', async (service) => {
    const anna = await service.signIn(annaNumber);
    const boris = await service.signIn(borisNumber);
    assert.equal((await profile(service, anna)).status, 200);
    const [header, , signature] = anna.token.split('.');
    const token = [header, boris.token.split('.')[1], signature].join('.');
    const { status, body } = await service.call('GET', '/api/profile/', { token });
    assert.equal(status, 401);
    assert.equal(body.code, 'unauthorized');
    assert.equal((await profile(service, anna)).status, 200);
  });

  promise('signing out works at once, for the access token and the refresh token', async (service) => {
    const anna = await service.signIn(annaNumber);
    assert.equal((await service.call('POST', '/api/sign-out/', { token: anna.token })).status, 204);
    assert.equal((await profile(service, anna)).status, 401);
    assert.equal((await refresh(service, anna.refreshToken)).body.code, 'invalid_refresh_token');
    assert.equal((await service.call('POST', '/api/sign-out/', { token: anna.token })).status, 401);
  });

  promise('one session ends another, or all others, at once', async (service) => {
    const first = await service.signIn(annaNumber);
    service.clock.advance(60);
    const second = await service.signIn(annaNumber);
    service.clock.advance(130);
    const third = await service.signIn(annaNumber);
    const { body } = await service.call('GET', '/api/sessions/', { token: third.token });
    const oldest = body.data.at(-1).id;
    assert.equal((await remove(service, third, oldest)).status, 204);
    assert.equal((await profile(service, first)).status, 401);
    assert.equal((await profile(service, second)).status, 200);
    assert.equal((await remove(service, third, oldest)).status, 404);
    assert.equal((await service.call('DELETE', '/api/sessions/', { token: third.token })).status, 204);
    assert.equal((await profile(service, second)).status, 401);
    assert.equal((await profile(service, third)).status, 200);
  });

  promise(
    'another account’s session can be neither seen nor ended, and is answered like an unknown one',
    async (service) => {
      const anna = await service.signIn(annaNumber);
      const boris = await service.signIn(borisNumber);
      const { body } = await service.call('GET', '/api/sessions/', { token: boris.token });
      const foreign = await remove(service, anna, body.data[0].id);
      const none = await remove(service, anna, `ses_${'0'.repeat(32)}`);
      assert.equal(foreign.status, 404);
      assert.deepEqual({ ...foreign.body, request_id: '' }, { ...none.body, request_id: '' });
      assert.equal((await profile(service, boris)).status, 200);
    },
  );

  promise(
    'a session ends 30 days after its last refresh, and each refresh moves that on',
    async (service) => {
      let { refreshToken } = await service.signIn(annaNumber);
      for (let month = 0; month < 3; month += 1) {
        service.clock.advance(29 * day);
        const { status, body } = await refresh(service, refreshToken);
        assert.equal(status, 200);
        refreshToken = body.refresh_token;
      }
      service.clock.advance(30 * day + 1);
      assert.equal((await refresh(service, refreshToken)).body.code, 'invalid_refresh_token');
    },
  );

  promise('a session ends 180 days after its sign-in, however often it is refreshed', async (service) => {
    let { refreshToken } = await service.signIn(annaNumber);
    for (let passed = 0; passed < 175; passed += 25) {
      service.clock.advance(25 * day);
      const { status, body } = await refresh(service, refreshToken);
      assert.equal(status, 200);
      refreshToken = body.refresh_token;
      assert.ok(body.refresh_expires_in <= 180 * day - passed);
    }
    service.clock.advance(5 * day - 60);
    const last = await refresh(service, refreshToken);
    assert.equal(last.status, 200);
    assert.ok(last.body.refresh_expires_in <= 60);
    service.clock.advance(61);
    assert.equal((await refresh(service, last.body.refresh_token)).body.code, 'invalid_refresh_token');
    assert.equal((await profile(service, { token: last.body.token })).status, 401);
  });

  promise('an access token expires after 15 minutes', async (service) => {
    const anna = await service.signIn(annaNumber);
    service.clock.advance(895);
    assert.equal((await profile(service, anna)).status, 200);
    service.clock.advance(6);
    assert.equal((await profile(service, anna)).status, 401);
  });

  promise(
    'within 30 s the last refresh token gives the same successor; after that it ends the session, on record',
    async (service) => {
      const anna = await service.signIn(annaNumber);
      const first = await refresh(service, anna.refreshToken);
      service.clock.advance(29);
      const again = await refresh(service, anna.refreshToken);
      assert.equal(again.body.refresh_token, first.body.refresh_token);
      service.clock.advance(2);
      const reused = await refresh(service, anna.refreshToken);
      assert.equal(reused.status, 401);
      assert.equal(reused.body.code, 'refresh_token_reused');
      assert.equal((await refresh(service, first.body.refresh_token)).body.code, 'invalid_refresh_token');
      assert.equal((await profile(service, { token: first.body.token })).status, 401);
      await refresh(service, anna.refreshToken);
      const [event, ...more] = await audited(service, 'refresh_token_reused');
      const [session] = await service.database.read.selectFrom('sessions').selectAll().execute();
      assert.deepEqual([event?.session_id, event?.account_id, more.length], [session?.id, anna.id, 0]);
    },
  );

  promise('an even older refresh token ends the session within the 30 s too', async (service) => {
    const anna = await service.signIn(annaNumber);
    const first = await refresh(service, anna.refreshToken);
    await refresh(service, first.body.refresh_token);
    assert.equal((await refresh(service, anna.refreshToken)).body.code, 'refresh_token_reused');
  });

  promise('an invalid refresh token ends nothing', async (service) => {
    const anna = await service.signIn(annaNumber);
    const [head, number, mac] = anna.refreshToken.split('.') as [string, string, string];
    const forged = [
      'x',
      anna.token,
      `${head}.2.${mac}`,
      `${head}.${number}.${mac.replace(/^./, (char) => (char === 'A' ? 'B' : 'A'))}`,
      `rt_${'0'.repeat(32)}.1.${mac}`,
      `${anna.refreshToken}A`,
    ];
    for (const token of forged) {
      assert.equal((await refresh(service, token)).body.code, 'invalid_refresh_token', token);
    }
    assert.equal((await refresh(service, anna.refreshToken)).status, 200);
  });

  promise('the API neither sets nor reads cookies', async (service) => {
    const { code } = await service.codeFor(annaNumber);
    const body = { phone_number: annaNumber, confirmation_code: code };
    const verified = await service.call('POST', '/api/verify-phone/', { body });
    assert.equal(verified.headers.get('set-cookie'), null);
    const value = verified.body.token;
    const cookie = ['session', 'token', 'sid', '__Host-session'].map((name) => `${name}=${value}`).join('; ');
    assert.equal((await service.call('GET', '/api/profile/', { headers: { cookie } })).status, 401);
  });

  promise('sign-ins, sign-outs and ended sessions are recorded: by whom, and which', async (service) => {
    const first = await service.signIn(annaNumber);
    service.clock.advance(60);
    const second = await service.signIn(annaNumber);
    await service.call('DELETE', '/api/sessions/', { token: second.token });
    await service.call('POST', '/api/sign-out/', { token: second.token });
    const rows = await service.database.read.selectFrom('audit_events').selectAll().orderBy('id').execute();
    const sessionIds = rows.filter(({ kind }) => kind === 'sign_in').map((row) => row.session_id);
    assert.deepEqual(
      rows.map(({ kind, session_id, details }) => [kind, session_id, details && JSON.parse(details)]),
      [
        ['sign_in', sessionIds[0], { first: true }],
        ['sign_in', sessionIds[1], { first: false }],
        ['session_ended', sessionIds[0], { by: sessionIds[1] }],
        ['sign_out', sessionIds[1], null],
      ],
    );
    assert.ok(rows.every(({ account_id }) => account_id === first.id));
  });
}

async function signInFrom(service: Service, phoneNumber: string, headers: Record<string, string>) {
  const { code } = await service.codeFor(phoneNumber);
  const body = { phone_number: phoneNumber, confirmation_code: code };
  return (await service.call('POST', '/api/verify-phone/', { body, headers })).body as { token: string };
}

function profile({ call }: Service, { token }: Pick<SignedIn, 'token'>) {
  return call('GET', '/api/profile/', { token });
}

function remove({ call }: Service, { token }: Pick<SignedIn, 'token'>, id: string) {
  return call('DELETE', `/api/sessions/${id}/`, { token });
}

function refresh({ call }: Service, refreshToken: string) {
  return call('POST', '/api/token/refresh/', { body: { refresh_token: refreshToken } });
}

function audited({ database }: Service, kind: 'refresh_token_reused') {
  return database.read.selectFrom('audit_events').selectAll().where('kind', '=', kind).execute();
}
