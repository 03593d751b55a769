import assert from 'node:assert/strict';
import { engines } from '../engines.ts';
import { promisesOn } from '../promise.ts';

const [annaNumber, borisNumber, veraNumber] = ['+79991234567', '+79991234568', '+79991234569'];

for (const engine of engines) {
  const promise = promisesOn(engine);

  promise('a person gets all that is stored about them, as a file', async (service) => {
    const vera = await service.signIn(veraNumber);
    const anna = await service.signIn(annaNumber, { invite_code: vera.inviteCode });
    await service.signIn(borisNumber, { invite_code: anna.inviteCode });
    await service.call('PATCH', '/api/profile/', { token: anna.token, body: { name: 'Anna' } });

    const { status, headers, body } = await service.call('GET', '/api/profile/export/', {
      token: anna.token,
    });
    assert.equal(status, 200);
    assert.equal(headers.get('content-disposition'), 'attachment; filename="pozovi-export.json"');
    assert.deepEqual(
      { ...body.account, created_at: undefined },
      {
        id: anna.id,
        name: 'Anna',
        phone_number: annaNumber,
        invite_code: anna.inviteCode,
        created_at: undefined,
      },
    );
    assert.equal(body.referrer.invite_code, vera.inviteCode);
    assert.equal(body.invited_users.count, 1);
    const today = new Date(service.clock.now()).toISOString().slice(0, 10);
    assert.deepEqual(body.invited_users.days, [{ date: today, count: 1 }]);
    assert.deepEqual(
      body.sessions.map(({ current, ended_at }: Record<string, unknown>) => [current, ended_at]),
      [[true, null]],
    );
    assert.deepEqual(
      body.events.map(({ kind }: { kind: string }) => kind),
      ['data_exported', 'sign_in'],
    );
    assert.equal(body.events[0].session_id, body.sessions[0].id);
  });

  promise('nobody else’s number, name or session is in it', async (service) => {
    const vera = await service.signIn(veraNumber);
    const anna = await service.signIn(annaNumber, { invite_code: vera.inviteCode });
    const boris = await service.signIn(borisNumber, { invite_code: anna.inviteCode });
    await service.call('PATCH', '/api/profile/', { token: boris.token, body: { name: 'Boris' } });
    const { text } = await service.call('GET', '/api/profile/export/', { token: anna.token });
    for (const other of [vera, boris]) {
      for (const trace of [other.phoneNumber.slice(1), other.id]) assert.ok(!text.includes(trace), trace);
    }
    assert.ok(!text.includes('Boris'));
    assert.ok(text.includes(annaNumber));
  });

  promise('no secret of the service is in it', async (service) => {
    const anna = await service.signIn(annaNumber);
    await service.call('POST', '/api/token/refresh/', { body: { refresh_token: anna.refreshToken } });
    const { text } = await service.call('GET', '/api/profile/export/', { token: anna.token });
    const [session] = await service.database.read.selectFrom('sessions').selectAll().execute();
    for (const secret of [session!.refresh_salt, anna.token, anna.refreshToken]) {
      assert.ok(!text.includes(secret));
    }
  });

  promise('sessions that have ended are in it too, with their end', async (service) => {
    await service.signIn(annaNumber);
    service.clock.advance(60);
    const anna = await service.signIn(annaNumber);
    await service.call('DELETE', '/api/sessions/', { token: anna.token });
    const { body } = await service.call('GET', '/api/profile/export/', { token: anna.token });
    assert.deepEqual(
      body.sessions.map(({ current, ended_at }: Record<string, unknown>) => [current, ended_at !== null]),
      [
        [false, true],
        [true, false],
      ],
    );
    const ended = body.events.find(({ kind }: { kind: string }) => kind === 'session_ended');
    assert.equal(ended.session_id, body.sessions[0].id);
    assert.deepEqual(ended.details, { by: body.sessions[1].id });
  });

  promise('without a sign-in there is no export', async (service) => {
    assert.equal((await service.call('GET', '/api/profile/export/')).status, 401);
  });
}
