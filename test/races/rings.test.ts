import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activate, crowdSettings, joinKnown } from '../crowd.ts';
import { engines } from '../engines.ts';
import { inTurn, parallel, tally } from '../parallel.ts';
import { type Service, startService } from '../service.ts';

const rounds = 40;

/** An account from which the walk from referee to referrer comes back to itself, or undefined. */
async function findOnCycle({ database }: Service): Promise<string | undefined> {
  const rows = await database.read.selectFrom('referrals').select(['referee_id', 'referrer_id']).execute();
  assert.ok(rows.length > 0, 'there are referrals to walk');
  const referrerOf = new Map<string, string>(rows.map((row) => [row.referee_id, row.referrer_id]));
  for (const start of referrerOf.keys()) {
    let at = referrerOf.get(start);
    for (let steps = 0; at !== undefined && steps <= rows.length; steps += 1) {
      if (at === start) return start;
      at = referrerOf.get(at);
    }
  }
  return undefined;
}

for (const engine of engines) {
  for (const size of [2, 3, 4, 8]) {
    test(`${engine.name}: of ${size} accounts that each activate the next one's code at once, one is refused, and no ring closes`, {
      skip: engine.skip,
    }, async (t) => {
      const service = await startService(engine, { settings: crowdSettings });
      t.after(() => service.close());
      const { call } = service;
      await inTurn(rounds, 4, async () => {
        const ring = await parallel(size, () => joinKnown(call));
        const answers = await parallel(size, (index) =>
          activate(call, ring[index]!, ring[(index + 1) % size]!.inviteCode),
        );
        assert.deepEqual(tally(answers), { '200': size - 1, '409 referral_cycle': 1 });
      });
      assert.equal(await findOnCycle(service), undefined);
    });
  }
}
