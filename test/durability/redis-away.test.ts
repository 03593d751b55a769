import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { engines } from '../engines.ts';
import { createRedis, ownRedisSkip } from '../own-redis.ts';
import { type Service, startService } from '../service.ts';

const metricsToken = 'a token of a test, longer than 32 bytes';

for (const engine of engines) {
  async function start(t: TestContext) {
    const redis = await createRedis();
    await redis.start();
    const service = await startService(engine, {
      settings: { TRUSTED_PROXIES: '127.0.0.1/32', REDIS_URL: redis.url, METRICS_TOKEN: metricsToken },
    });
    t.after(async () => {
      await service.close();
      await redis.stop();
    });
    return { redis, service };
  }

  let phoneNumbers = 0;
  async function send({ call }: Service, address: string): Promise<number | string> {
    phoneNumbers += 1;
    const { status, body } = await call('POST', '/api/send-code/', {
      body: { phone_number: `+7999${String(1_000_000 + phoneNumbers)}` },
      headers: { 'x-forwarded-for': address },
    });
    return status === 200 ? status : body.code;
  }

  async function sendMany(service: Service, address: string, count: number) {
    return Promise.all(Array.from({ length: count }, () => send(service, address)));
  }

  const countedInDatabase = async ({ database }: Service) =>
    (await database.read.selectFrom('limit_windows').select('name').execute()).length;

  async function fallbackGauge({ call }: Service): Promise<string | undefined> {
    const { text } = await call('GET', '/metrics', { token: metricsToken });
    return /^pozovi_redis_fallback (\d)$/m.exec(text)?.[1];
  }

  const skip = engine.skip || ownRedisSkip;

  test(`${engine.name}: with Redis an address is held to its limits, and the database counts nothing`, {
    skip,
  }, async (t) => {
    const { service } = await start(t);
    const answers = await sendMany(service, '198.51.100.1', 15);
    assert.equal(answers.filter((answer) => answer === 200).length, 10);
    assert.equal(answers.filter((answer) => answer === 'too_many_requests').length, 5);
    assert.equal(await send(service, '198.51.100.2'), 200);
    assert.equal(await countedInDatabase(service), 0);
    assert.equal(await fallbackGauge(service), '0');
  });

  test(`${engine.name}: when Redis goes away the database counts, no request fails, and a metric says so`, {
    skip,
  }, async (t) => {
    const { redis, service } = await start(t);
    assert.equal(await send(service, '198.51.100.1'), 200);
    await redis.stop();
    const answers = await sendMany(service, '198.51.100.1', 12);
    assert.equal(answers.filter((answer) => answer === 200).length, 10);
    assert.equal(answers.filter((answer) => answer === 'too_many_requests').length, 2);
    assert.ok((await countedInDatabase(service)) > 0);
    assert.equal(await fallbackGauge(service), '1');
    await redis.start();
    const deadline = performance.now() + 30_000;
    while ((await fallbackGauge(service)) !== '0') {
      assert.ok(performance.now() < deadline, 'Redis is back and not used');
      await sleep(50);
    }
    assert.equal(await send(service, '198.51.100.1'), 200, 'Redis counts again, and has counted none');
  });

  test(`${engine.name}: with Redis, what another rule refuses costs an address nothing`, {
    skip,
  }, async (t) => {
    const { service } = await start(t);
    const again = () =>
      service.call('POST', '/api/send-code/', {
        body: { phone_number: '+79990000000' },
        headers: { 'x-forwarded-for': '198.51.100.1' },
      });
    assert.equal((await again()).status, 200);
    for (let tries = 0; tries < 12; tries += 1) assert.equal((await again()).body.code, 'resend_too_soon');
    assert.equal(await send(service, '198.51.100.1'), 200);
  });
}
