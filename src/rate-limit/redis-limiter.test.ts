import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createTestClock } from '../../test/clock.ts';
import { createRedis, type OwnRedis, ownRedisSkip } from '../../test/own-redis.ts';
import type { Transaction } from '../db/index.ts';
import { secureRandom } from '../lib/random.ts';
import type { NamedLimit } from './limit.ts';
import type { Limiter } from './limiter.ts';
import { createRedisLimiter } from './redis-limiter.ts';

const trx = {} as Transaction;
const clock = createTestClock();
const hashKey = secureRandom.bytes(32);
const limit = (key: string, max: number, name = 'sends_per_address_600s'): NamedLimit => ({
  ...{ name, key, max, windowSeconds: 600 },
});

/** A limiter whose fallback refuses nothing and counts how often it was asked. */
async function limiterOf({ url }: Pick<OwnRedis, 'url'>, t: TestContext) {
  const heard: string[] = [];
  const waiting: { word: string; resolve: () => void }[] = [];
  const hear = (word: string) => {
    heard.push(word);
    for (const one of waiting) if (one.word === word) one.resolve();
  };
  const heardNext = (word: string) => new Promise<void>((resolve) => waiting.push({ word, resolve }));
  let fallbacks = 0;
  const fallback: Limiter = {
    tallied(_limits, work) {
      fallbacks += 1;
      return work({ take: async () => undefined, peek: async () => undefined });
    },
  };
  const limiter = await createRedisLimiter({
    ...{ url, fallback, clock, hashKey, retryMs: 50 },
    onFallback: () => hear('lost'),
    onRecovered: () => hear('back'),
  });
  t.after(() => limiter.close());
  const take = (...limits: NamedLimit[]) => limiter.tallied(limits, (tally) => tally.take(trx));
  return { limiter, take, heard, heardNext, fallbacks: () => fallbacks };
}

test('limits in Redis', { skip: ownRedisSkip }, async (t) => {
  const redis = await createRedis();
  await redis.start();
  t.after(() => redis.stop());

  await t.test('of a hundred parallel requests through two processes exactly ten pass', async (t) => {
    const [one, two] = [await limiterOf(redis, t), await limiterOf(redis, t)];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 ? one : two).take(limit('crowd', 10))),
    );
    assert.equal(answers.filter((exceeded) => exceeded === undefined).length, 10);
    assert.equal(one.fallbacks() + two.fallbacks(), 0);
  });

  await t.test('a refused request uses up none of the other limits', async (t) => {
    const { take, limiter } = await limiterOf(redis, t);
    const wide = limit('shared', 3, 'wide_600s');
    assert.equal(await take(wide, limit('narrow', 1)), undefined);
    for (let tries = 0; tries < 5; tries += 1) {
      assert.equal((await take(wide, limit('narrow', 1)))?.name, 'sends_per_address_600s');
    }
    const peeked = await limiter.tallied([limit('narrow', 1)], (tally) => tally.peek(trx));
    assert.equal(peeked?.max, 1);
    assert.equal(await take(wide), undefined);
    assert.equal(await take(wide), undefined);
    assert.equal((await take(wide))?.name, 'wide_600s');
  });

  await t.test('work that fails, or takes nothing, counts nothing', async (t) => {
    const { take, limiter } = await limiterOf(redis, t);
    const once = limit('undone', 1);
    const failed = limiter.tallied([once], async (tally) => {
      assert.equal(await tally.take(trx), undefined);
      throw new Error('rolled back');
    });
    await assert.rejects(failed, /rolled back/);
    await limiter.tallied([once], (tally) => tally.peek(trx));
    assert.equal(await take(once), undefined);
    assert.equal((await take(once))?.max, 1);
  });

  await t.test('a window says how long it lasts, and ends', async (t) => {
    const { take } = await limiterOf(redis, t);
    await take(limit('window', 1));
    clock.advance(400);
    const exceeded = await take(limit('window', 1));
    assert.ok(exceeded && exceeded.retryAfterSeconds > 190 && exceeded.retryAfterSeconds <= 200);
    clock.advance(201);
    assert.equal(await take(limit('window', 1)), undefined);
    assert.equal((await take(limit('window', 1)))?.max, 1);
  });

  await t.test('Redis holds hashes and numbers, each with an end, and no name of a person', async (t) => {
    await redis.ask('FLUSHALL');
    const { take } = await limiterOf(redis, t);
    await take(limit('usr_0123456789', 5));
    const keys = (await redis.ask('KEYS', '*')) as string[];
    const counters = keys.filter((key) => !key.includes(':proof:'));
    assert.equal(counters.length, 1);
    assert.match(counters[0]!, /^pozovi:limit:sends_per_address_600s:[\w-]{22}$/);
    assert.doesNotMatch(counters[0]!, /usr_/);
    assert.ok(Number(await redis.ask('PTTL', counters[0]!)) > 0);
    assert.equal(await redis.ask('HGET', counters[0]!, 'count'), '1');
  });

  await t.test('a Redis that cannot write is away until it can', async (t) => {
    const { take, heard, heardNext, fallbacks } = await limiterOf(redis, t);
    await take(limit('before', 5));
    const back = heardNext('back');
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
    assert.equal(await take(limit('full', 5)), undefined);
    assert.equal(fallbacks(), 1);
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
    await back;
    assert.deepEqual(heard, ['lost', 'back']);
  });

  await t.test('when Redis goes away the fallback counts, and both are told once', async (t) => {
    const { take, heard, heardNext, fallbacks } = await limiterOf(redis, t);
    await take(limit('gone', 1));
    const [lost, back] = [heardNext('lost'), heardNext('back')];
    await redis.stop();
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(limit('gone', 1))));
    assert.ok(answers.every((exceeded) => exceeded === undefined));
    assert.equal(fallbacks(), 20);
    await lost;
    await redis.start();
    await back;
    assert.equal(await take(limit('gone', 1)), undefined);
    assert.equal((await take(limit('gone', 1)))?.max, 1);
    assert.equal(fallbacks(), 20);
    assert.deepEqual(heard, ['lost', 'back']);
  });

  await t.test('a Redis that hangs holds nobody up, and is used again when it answers', async (t) => {
    const { take, heard, heardNext, fallbacks } = await limiterOf(redis, t);
    await take(limit('hung', 1));
    const back = heardNext('back');
    redis.freeze();
    const begin = performance.now();
    assert.equal(await take(limit('hung', 1)), undefined);
    assert.equal(await take(limit('hung', 1)), undefined);
    assert.ok(performance.now() - begin < 3000);
    assert.equal(fallbacks(), 2);
    redis.wake();
    await back;
    assert.equal((await take(limit('hung', 1)))?.max, 1);
    assert.deepEqual(heard, ['lost', 'back']);
  });
});

test('a Redis that is not there at the start keeps nobody waiting, is told of once and found later', {
  skip: ownRedisSkip,
}, async (t) => {
  const redis = await createRedis();
  const { take, heard, heardNext, fallbacks } = await limiterOf(redis, t);
  const back = heardNext('back');
  await Promise.all(Array.from({ length: 20 }, () => take(limit('early', 1))));
  assert.equal(fallbacks(), 20);
  assert.deepEqual(heard, ['lost']);
  t.after(() => redis.stop());
  await redis.start();
  await back;
  assert.equal(await take(limit('early', 1)), undefined);
  assert.equal((await take(limit('early', 1)))?.max, 1);
  assert.equal(fallbacks(), 20);
});

test('what takes connections and never speaks counts as away, and closing leaves no connection', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const { take, heardNext, limiter, fallbacks } = await limiterOf(
    { url: `redis://127.0.0.1:${address.port}` },
    t,
  );
  const lost = heardNext('lost');
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await take();
  const [socket] = await Promise.all([once(server, 'connection'), take(limit('mute', 1))]);
  assert.equal(fallbacks(), 2);
  assert.equal(connections, 1, 'with nothing to count there was no connection');
  await lost;
  limiter.close();
  if (!socket[0].destroyed) await once(socket[0].resume(), 'close');
  await take(limit('mute', 1));
  assert.equal(fallbacks(), 3);
});
