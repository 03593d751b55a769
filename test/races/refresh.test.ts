import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowdSettings, join, profile } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { startService } from '../service.ts';

for (const engine of engines) {
  test(`${engine.name}: a hundred parallel refreshes with one token get one successor, and nobody is signed out`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine, { settings: crowdSettings });
    t.after(() => service.close());
    const { call } = service;
    const member = await join(call);
    let { refreshToken } = member;
    for (let round = 0; round < 3; round += 1) {
      const body = { refresh_token: refreshToken };
      const answers = await parallel(100, () => call('POST', '/api/token/refresh/', { body }));
      assert.deepEqual(tally(answers), { '200': 100 });
      const successors = new Set(answers.map((answer) => answer.body.refresh_token));
      assert.equal(successors.size, 1);
      assert.ok(!successors.has(refreshToken));
      const tokens = [member.token, ...answers.map((answer) => answer.body.token as string)];
      const profiles = await parallel(tokens.length, (index) =>
        profile(call, { ...member, token: tokens[index]! }),
      );
      assert.deepEqual(tally(profiles), { '200': 101 });
      refreshToken = answers[0]!.body.refresh_token;
    }
  });
}
