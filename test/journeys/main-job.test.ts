import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';

for (const engine of engines) {
  test(`${engine.name}: two people sign in, one activates the other's code, and both profiles agree`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const anna = await service.signIn('+79991234567');
    const boris = await service.signIn('+79991234568');

    const activated = await service.call('PUT', '/api/update-referrer/', {
      token: boris.token,
      body: { referrer: anna.inviteCode },
    });
    assert.equal(activated.status, 200);
    assert.equal(activated.body.referrer, anna.inviteCode);

    const profile = await service.call('GET', '/api/profile/', { token: anna.token });
    assert.equal(profile.body.invited_users_count, 1);
    assert.deepEqual(profile.body.invited_users, [
      { phone_number: '+79991234568', name: null, activated_at: activated.body.activated_at },
    ]);
    const own = await service.call('GET', '/api/profile/', { token: boris.token });
    assert.equal(own.body.referrer, anna.inviteCode);
  });
}
