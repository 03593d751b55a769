import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'undici';
import { engines } from '../engines.ts';
import { parallel } from '../parallel.ts';
import { placeSettings, startServing } from '../process.ts';

const sends = 2_000;
/** One after another, because memory that one has left behind must not add up. */
const bursts = 5;
/** Promised are 2.2 s; what a busy machine adds is no fault of the service. */
const slowestMsMax = 15_000;
/** The same by the service's own clock, from a request's arrival to its answer: what making 2,000 requests takes is not in it. */
const slowestServedMsMax = 5_000;
const memoryMibMax = 300;

/** Milliseconds until a code for the number of that index has left. */
async function send(pool: Pool, index: number): Promise<number> {
  const sentAt = performance.now();
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/api/send-code/',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone_number: `+7999${String(index).padStart(7, '0')}` }),
  });
  const text = await body.text();
  assert.equal(statusCode, 200, text);
  return performance.now() - sentAt;
}

for (const engine of engines) {
  test(`${engine.name}: ${sends} sends in flight at once are all answered 200, time after time, in less than ${memoryMibMax} MiB`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createMigrated();
    t.after(() => place.remove());
    const service = await startServing(place.dataDir, {
      ...placeSettings(place),
      RATE_LIMITS: 'off',
      SIMULATED_DELAY_MS: '1000-2000',
    });
    t.after(() => service.end('SIGKILL'));
    const served: number[] = [];
    service.onLine((line) => {
      if (line.includes('"route":"/api/send-code/"')) served.push(JSON.parse(line).ms);
    });
    const pool = new Pool(service.url, { connections: sends, pipelining: 1 });
    t.after(() => pool.destroy());

    // The first time the program is cold: it compiles as it runs, and all connections are made at once.
    for (let burst = 0; burst < bursts; burst += 1) {
      const times = await parallel(sends, (index) => send(pool, burst * sends + index));
      times.sort((a, b) => a - b);
      const slowestMs = Math.round(times.at(-1)!);
      const medianMs = Math.round(times[sends / 2]!);
      t.diagnostic(`burst ${burst + 1}: slowest answer ${slowestMs} ms, median ${medianMs} ms`);
      assert.ok(times[0]! >= 1_000, 'the sending was not waited for');
      assert.ok(slowestMs < slowestMsMax, `the slowest answer took ${slowestMs} ms`);
    }
    // Its line comes behind all others.
    const last = service.printed(/"route":"\/livez/);
    await service.call('GET', '/livez');
    await last;
    assert.equal(served.length, bursts * sends);
    const slowestServedMs = Math.round(Math.max(...served));
    t.diagnostic(`slowest by the service's own clock ${slowestServedMs} ms`);
    assert.ok(slowestServedMs < slowestServedMsMax, `the service took ${slowestServedMs} ms`);
    const memoryMib = Math.round(service.peakMemoryMib());
    t.diagnostic(`${memoryMib} MiB at most`);
    assert.ok(!(memoryMib > memoryMibMax), `the process held ${memoryMib} MiB`);
  });
}
