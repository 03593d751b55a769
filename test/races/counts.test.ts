import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollUpCounts } from '../../src/referrals/index.ts';
import { activate, crowdSettings, join, joinKnown, profile } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel } from '../parallel.ts';
import { startService } from '../service.ts';

const rounds = 4;
const activations = 20;
const rollUps = 5;

for (const engine of engines) {
  test(`${engine.name}: the count of invited people is exact, while processes roll it up and people are invited`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine, { settings: crowdSettings });
    t.after(() => service.close());
    const { call, database, clock } = service;
    const referrer = await joinKnown(call);
    const count = async () => (await profile(call, referrer)).body.invited_users_count as number;

    for (let round = 0; round < rounds; round += 1) {
      const members = await parallel(activations, () => join(call));
      let answered = round * activations;
      await Promise.all([
        parallel(activations, async (index) => {
          const before = answered;
          const { status, text } = await activate(call, members[index]!, referrer.inviteCode);
          assert.equal(status, 200, text);
          answered += 1;
          assert.ok((await count()) > before, 'an answered activation is not counted');
        }),
        parallel(rollUps, () => rollUpCounts(database, clock)),
      ]);
      assert.equal(await count(), (round + 1) * activations);
      clock.advance(31);
      await parallel(rollUps, () => rollUpCounts(database, clock));
      assert.equal(await count(), (round + 1) * activations);
    }
    const { counted_until: until } = await database.read
      .selectFrom('referral_watermark')
      .select('counted_until')
      .executeTakeFirstOrThrow();
    assert.ok(until > clock.now() - 120_000, 'nothing was rolled up');
    const rolledUp = await database.read.selectFrom('referral_counts').select('counted').execute();
    assert.deepEqual(rolledUp, [{ counted: rounds * activations }]);
  });
}
