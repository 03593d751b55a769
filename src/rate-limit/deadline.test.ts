import assert from 'node:assert/strict';
import { test } from 'node:test';
import { within } from './deadline.ts';

test('what does not answer in time is given up, and what fails says why', async () => {
  await assert.rejects(within(20, new Promise(() => {})), /no answer within 20 ms/);
  await assert.rejects(within(10_000, Promise.reject(new Error('refused'))), /refused/);
  assert.equal(await within(10_000, Promise.resolve(7)), 7);
});

test('a pause of this process is not held against an answer that has come meanwhile', async () => {
  const answer = new Promise<string>((resolve) => {
    // As a network does it: heard of only when the event loop gets there, a few turns after the pause.
    let turns = 3;
    const listen = () => {
      turns -= 1;
      if (turns === 0) resolve('here');
      else setImmediate(listen);
    };
    setImmediate(listen);
  });
  const waiting = within(40, answer);
  const begin = performance.now();
  while (performance.now() - begin < 200);
  assert.equal(await waiting, 'here');
});

test('what answers others is waited for longer, and yet not for ever', async () => {
  let signs = 0;
  const others = setInterval(() => {
    signs += 1;
  }, 1);
  try {
    const later = new Promise<string>((resolve) => setTimeout(resolve, 120, 'here'));
    assert.equal(await within(40, later, { signs: () => signs, msMax: 10_000 }), 'here');
    const never = within(40, new Promise(() => {}), { signs: () => signs, msMax: 200 });
    await assert.rejects(never, /no answer/);
  } finally {
    clearInterval(others);
  }
});
