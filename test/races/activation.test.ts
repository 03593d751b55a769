import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activate, crowdSettings, joinKnown, profile } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { startService } from '../service.ts';

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: of fifty parallel activations of different codes exactly one wins, and every profile agrees`,
    options,
    async (t) => {
      const service = await startService(engine, { settings: crowdSettings });
      t.after(() => service.close());
      const { call } = service;
      const referrers = await parallel(50, () => joinKnown(call));
      const referee = await joinKnown(call);

      const answers = await parallel(50, (index) => activate(call, referee, referrers[index]!.inviteCode));
      assert.deepEqual(tally(answers), { '200': 1, '409 referrer_already_set': 49 });
      const winner = answers.findIndex(({ status }) => status === 200);
      assert.equal(answers[winner]!.body.referrer, referrers[winner]!.inviteCode);
      assert.equal((await profile(call, referee)).body.referrer, referrers[winner]!.inviteCode);
      const counts = await parallel(
        50,
        async (index) => (await profile(call, referrers[index]!)).body.invited_users_count,
      );
      assert.deepEqual(
        counts,
        referrers.map((_, index) => (index === winner ? 1 : 0)),
      );
    },
  );

  test(
    `${engine.name}: fifty parallel activations of the same code all get the one answer, and count once`,
    options,
    async (t) => {
      const service = await startService(engine, { settings: crowdSettings });
      t.after(() => service.close());
      const { call } = service;
      const [referrer, referee] = [await joinKnown(call), await joinKnown(call)];
      const answers = await parallel(50, () => activate(call, referee, referrer.inviteCode));
      assert.deepEqual(tally(answers), { '200': 50 });
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
      assert.equal((await profile(call, referrer)).body.invited_users_count, 1);
    },
  );
}
