import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'undici';
import { join, newPhoneNumber, profile } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel } from '../parallel.ts';
import { startService } from '../service.ts';

const sends = 2_000;

for (const engine of engines) {
  test(`${engine.name}: ${sends} sends in flight at once hold up nobody else, and are all answered 200`, {
    skip: engine.skip,
  }, async (t) => {
    let inFlight = 0;
    let isHeld = true;
    const [allInFlight, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const service = await startService(engine, {
      settings: { RATE_LIMITS: 'off', TEST_PHONE_NUMBERS: '+7900*=1234' },
      provider: {
        name: 'held',
        send: async () => {
          if (!isHeld) return;
          inFlight += 1;
          if (inFlight === sends) allInFlight.resolve();
          await released.promise;
        },
      },
    });
    t.after(() => service.close());
    const pool = new Pool(service.url, { connections: sends, pipelining: 1 });
    t.after(() => pool.destroy());
    let answered = 0;
    const statuses = parallel(sends, async (index) => {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/api/send-code/',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone_number: `+7999${String(index).padStart(7, '0')}` }),
      });
      await body.dump();
      answered += 1;
      return statusCode;
    });

    await Promise.race([allInFlight.promise, statuses]);
    // The provider hangs: no answer is given before the message was sent, and everybody else is served.
    isHeld = false;
    assert.equal(answered, 0);
    assert.equal((await service.call('GET', '/readyz')).status, 200);
    const member = await join(service.call, newPhoneNumber());
    assert.equal((await profile(service.call, member)).status, 200);
    assert.equal(answered, 0);
    released.resolve();
    assert.deepEqual(new Set(await statuses), new Set([200]));
  });
}
