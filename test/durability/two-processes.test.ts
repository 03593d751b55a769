import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  activate,
  crowdSettings,
  join,
  joinKnown,
  newPhoneNumber,
  profile,
  sendCode,
  verify,
} from '../crowd.ts';
import { engines } from '../engines.ts';
import { inTurn, parallel, tally } from '../parallel.ts';
import { placeSettings, startServing } from '../process.ts';

const people = 200;
const rounds = 20;

for (const engine of engines) {
  test(`${engine.name}: two processes on one database both serve, know each other's people, and lose nothing`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createMigrated();
    t.after(() => place.remove());
    const settings = { ...crowdSettings, ...placeSettings(place) };
    const services = await parallel(2, () => startServing(place.dataDir, settings));
    t.after(() => Promise.all(services.map((service) => service.end('SIGKILL'))));
    const calls = services.map(({ call }) => call);
    const here = (index: number) => calls[index % 2]!;
    const there = (index: number) => calls[(index + 1) % 2]!;

    const referrer = await joinKnown(here(0));
    const members = await inTurn(people, 16, async (index) => {
      const member = await join(here(index));
      const activated = await activate(there(index), member, referrer.inviteCode);
      assert.equal(activated.status, 200, activated.text);
      return member;
    });
    const profiles = await inTurn(people, 16, (index) => profile(there(index), members[index]!));
    assert.deepEqual(tally(profiles), { '200': people });
    assert.deepEqual(
      new Set(profiles.map(({ body }) => body.phone_number)),
      new Set(members.map(({ phoneNumber }) => phoneNumber)),
    );
    for (const call of calls) {
      assert.equal((await profile(call, referrer)).body.invited_users_count, people);
    }
  });

  test(`${engine.name}: races between two processes are decided as within one`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createMigrated();
    t.after(() => place.remove());
    const settings = { ...crowdSettings, ...placeSettings(place) };
    const services = await parallel(2, () => startServing(place.dataDir, settings));
    t.after(() => Promise.all(services.map((service) => service.end('SIGKILL'))));
    const at = (index: number) => services[index % 2]!.call;

    await inTurn(rounds, 4, async () => {
      const phoneNumber = newPhoneNumber();
      await sendCode(at(0), phoneNumber);
      const signedIn = await parallel(6, (index) => verify(at(index), phoneNumber));
      assert.deepEqual(tally(signedIn), { '200': 1, '400 invalid_code': 5 });

      const guessedAt = newPhoneNumber();
      await sendCode(at(0), guessedAt);
      const wrong = await parallel(6, (index) =>
        verify(at(index), guessedAt, { confirmation_code: `${5000 + index}` }),
      );
      assert.deepEqual(tally(wrong), { '400 invalid_code': 6 });
      // Three of them used it up.
      assert.deepEqual(tally([await verify(at(1), guessedAt)]), { '400 invalid_code': 1 });

      const ring = await parallel(4, (index) => joinKnown(at(index)));
      const activated = await parallel(4, (index) =>
        activate(at(index), ring[index]!, ring[(index + 1) % 4]!.inviteCode),
      );
      assert.deepEqual(tally(activated), { '200': 3, '409 referral_cycle': 1 });

      const body = { refresh_token: ring[0]!.refreshToken };
      const refreshed = await parallel(6, (index) => at(index)('POST', '/api/token/refresh/', { body }));
      assert.deepEqual(tally(refreshed), { '200': 6 });
      assert.equal(new Set(refreshed.map((answer) => answer.body.refresh_token)).size, 1);
    });
  });
}
