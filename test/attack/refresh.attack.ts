import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { parallel } from '../parallel.ts';
import { type Service, startService } from '../service.ts';

for (const engine of engines) {
  const attack = (name: string, run: (service: Service) => Promise<string>) =>
    test(`${engine.name}: ${name}`, { skip: engine.skip }, async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      t.diagnostic(`${engine.name}: ${await run(service)}`);
    });

  attack(
    'a stolen refresh token that the thief uses first is noticed when its owner uses it',
    async (service) => {
      const owner = await service.signIn('+79991234567');
      const thief = await refresh(service, owner.refreshToken);
      assert.equal(thief.status, 200);
      service.clock.advance(60);
      assert.equal((await refresh(service, owner.refreshToken)).body.code, 'refresh_token_reused');
      await assertOver(service, thief.body);
      return 'theft, thief first: noticed at the owner’s next refresh, both signed out, 1 record';
    },
  );

  attack(
    'a stolen refresh token that its owner uses first is noticed when the thief uses it',
    async (service) => {
      const stolen = (await service.signIn('+79991234567')).refreshToken;
      const owner = await refresh(service, stolen);
      service.clock.advance(60);
      assert.equal((await refresh(service, stolen)).body.code, 'refresh_token_reused');
      await assertOver(service, owner.body);
      return 'theft, owner first: noticed at the thief’s first refresh, both signed out, 1 record';
    },
  );

  attack(
    'a thief who is quick enough to get the same successor is noticed one refresh later',
    async (service) => {
      const stolen = (await service.signIn('+79991234567')).refreshToken;
      const [owner, thief] = await parallel(2, () => refresh(service, stolen));
      assert.equal(owner?.body.refresh_token, thief?.body.refresh_token);
      service.clock.advance(800);
      const next = await refresh(service, owner?.body.refresh_token);
      assert.equal(next.status, 200);
      service.clock.advance(60);
      assert.equal((await refresh(service, thief?.body.refresh_token)).body.code, 'refresh_token_reused');
      await assertOver(service, next.body);
      return 'theft within the 30 s: noticed one refresh later, both signed out, 1 record';
    },
  );

  attack('another session of the same person is not touched by a theft', async (service) => {
    const first = await service.signIn('+79991234567');
    service.clock.advance(60);
    const second = await service.signIn('+79991234567');
    await refresh(service, first.refreshToken);
    service.clock.advance(60);
    await refresh(service, first.refreshToken);
    assert.equal((await refresh(service, second.refreshToken)).status, 200);
    return 'theft of one of two sessions: 1 ended, 1 kept';
  });

  attack(
    'a hundred parallel refreshes of one token have one successor and sign nobody out',
    async (service) => {
      const { refreshToken } = await service.signIn('+79991234567');
      const answers = await parallel(100, () => refresh(service, refreshToken));
      assert.ok(answers.every(({ status }) => status === 200));
      const successors = new Set(answers.map(({ body }) => body.refresh_token));
      assert.equal(successors.size, 1);
      service.clock.advance(60);
      assert.equal((await refresh(service, [...successors][0])).status, 200);
      return `parallel refresh: 100 at once, ${successors.size} successor, 0 signed out`;
    },
  );

  attack('a hundred parallel uses of a stolen old token end the session once', async (service) => {
    const { refreshToken } = await service.signIn('+79991234567');
    const owner = await refresh(service, refreshToken);
    service.clock.advance(60);
    const answers = await parallel(100, () => refresh(service, refreshToken));
    assert.ok(answers.every(({ status }) => status === 401));
    await assertOver(service, owner.body);
    return 'parallel reuse: 100 at once, 100 refused, 1 record';
  });
}

interface Held {
  readonly token: string;
  readonly refresh_token: string;
}

/** Neither token of the session works any more, and one record says which session it was. */
async function assertOver(service: Service, { token, refresh_token }: Held): Promise<void> {
  assert.equal((await service.call('GET', '/api/profile/', { token })).status, 401);
  assert.equal((await refresh(service, refresh_token)).body.code, 'invalid_refresh_token');
  const records = await service.database.read
    .selectFrom('audit_events')
    .innerJoin('sessions', 'sessions.id', 'audit_events.session_id')
    .select(['sessions.ended_at', 'sessions.account_id', 'audit_events.account_id as told'])
    .where('kind', '=', 'refresh_token_reused')
    .execute();
  assert.equal(records.length, 1);
  assert.notEqual(records[0]?.ended_at, null);
  assert.equal(records[0]?.account_id, records[0]?.told);
}

function refresh({ call }: Service, refreshToken: string) {
  return call('POST', '/api/token/refresh/', { body: { refresh_token: refreshToken } });
}
