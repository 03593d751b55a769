import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendCode } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { startService } from '../service.ts';

const phoneNumber = '+79991234567';

for (const engine of engines) {
  test(`${engine.name}: of fifty parallel sends to one number exactly one is sent`, {
    skip: engine.skip,
  }, async (t) => {
    const leftTo: string[] = [];
    const service = await startService(engine, {
      settings: { SENDS_PER_ADDRESS: '1000/1m' },
      provider: { name: 'counting', send: async ({ to }) => void leftTo.push(to) },
    });
    t.after(() => service.close());
    for (let sending = 1; sending <= 3; sending += 1) {
      const answers = await parallel(50, () => sendCode(service.call, phoneNumber));
      assert.deepEqual(tally(answers), {
        '200': 1,
        [sending < 3 ? '429 resend_too_soon' : '429 too_many_codes']: 49,
      });
      for (const { status, headers, body } of answers) {
        if (status === 429) assert.equal(headers.get('retry-after'), String(body.retry_after));
      }
      assert.deepEqual(leftTo, Array(sending).fill(phoneNumber));
      service.clock.advance(61);
    }
    const challenges = await service.database.read.selectFrom('challenges').select('id').execute();
    assert.equal(challenges.length, 3);
  });
}
