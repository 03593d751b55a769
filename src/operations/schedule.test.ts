import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { type Job, schedule } from './schedule.ts';

const logger = pino({ level: 'silent' });
/** Lets what is ready run. */
const settle = async () => {
  for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
};

/** A job that ends on request, and the outcomes of its runs. */
function controlled(name: string, everySeconds: number, log: string[]) {
  const ends: (() => void)[] = [];
  const job: Job = {
    name,
    everySeconds,
    run: async () => {
      log.push(`${name} begins`);
      await new Promise<void>((resolve) => ends.push(resolve));
      log.push(`${name} ends`);
    },
  };
  return { job, end: () => ends.shift()?.() };
}

function withTimers(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  return (seconds: number) => t.mock.timers.tick(seconds * 1000);
}

test('jobs run one at a time, and one that waits does not queue twice', async (t) => {
  const pass = withTimers(t);
  const log: string[] = [];
  const long = controlled('long', 10, log);
  const short = controlled('short', 10, log);
  const stop = schedule([long.job, short.job], logger);
  pass(10);
  await settle();
  assert.deepEqual(log, ['long begins']);
  pass(10);
  pass(10);
  long.end();
  await settle();
  assert.deepEqual(log, ['long begins', 'long ends', 'short begins']);
  short.end();
  await settle();
  assert.deepEqual(log.slice(3), ['short ends', 'long begins']);
  long.end();
  await stop();
  assert.equal(log.filter((line) => line === 'long begins').length, 2);
});

test('a job that fails keeps no other from running', async (t) => {
  const pass = withTimers(t);
  const ran: string[] = [];
  const failing: Job = {
    name: 'failing',
    everySeconds: 1,
    run: async () => {
      ran.push('failing');
      throw new Error('no');
    },
  };
  const other: Job = { name: 'other', everySeconds: 1, run: async () => void ran.push('other') };
  const stop = schedule([failing, other], logger);
  pass(1);
  await settle();
  pass(1);
  await settle();
  assert.deepEqual(ran, ['failing', 'other', 'failing', 'other']);
  await stop();
});

test('stopping waits for the job under way and begins no other', async (t) => {
  const pass = withTimers(t);
  const log: string[] = [];
  const first = controlled('first', 1, log);
  const second = controlled('second', 1, log);
  const stop = schedule([first.job, second.job], logger);
  pass(1);
  await settle();
  const stopped = stop();
  first.end();
  await stopped;
  assert.deepEqual(log, ['first begins', 'first ends']);
});
