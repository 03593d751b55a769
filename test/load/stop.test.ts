import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'undici';
import { crowdSettings, join } from '../crowd.ts';
import { engines } from '../engines.ts';
import { placeSettings, startServing } from '../process.ts';

const clients = 32;
const answersBeforeStop = 500;

interface Outcomes {
  answers: number;
  answersAfterStop: number;
  /** Refused new connections, on which nothing was sent. */
  refusals: number;
  failures: string[];
}

/** Nothing was sent: the connection was not made. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

for (const engine of engines) {
  test(`${engine.name}: SIGTERM under load of ${clients} keep-alive clients drops no request, and the process ends with code 0`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createMigrated();
    t.after(() => place.remove());
    const settings = { ...crowdSettings, SIMULATED_DELAY_MS: '50-1500', ...placeSettings(place) };
    const service = await startServing(place.dataDir, settings);
    t.after(() => service.end('SIGKILL'));
    const { token } = await join(service.call);
    const outcomes: Outcomes = { answers: 0, answersAfterStop: 0, refusals: 0, failures: [] };
    let stopped: Promise<unknown> | undefined;

    function stop(): void {
      stopped = service.end('SIGTERM');
    }

    /** Sends requests over one connection at a time until a new one is refused. */
    async function ask(index: number): Promise<void> {
      const client = new Client(service.url, { pipelining: 1 });
      const sends = index % 2 === 0;
      try {
        for (let number = 0; ; number += 1) {
          const response = await (sends
            ? client.request({
                method: 'POST',
                path: '/api/send-code/',
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({
                  phone_number: `+7999${String(index * 100_000 + number).padStart(7, '0')}`,
                }),
              })
            : client.request({
                method: 'GET',
                path: '/api/profile/',
                headers: { authorization: `Bearer ${token}` },
              }));
          const body = await response.body.json();
          assert.equal(response.statusCode, 200, JSON.stringify(body));
          outcomes.answers += 1;
          if (stopped !== undefined) outcomes.answersAfterStop += 1;
          else if (outcomes.answers >= answersBeforeStop) stop();
        }
      } catch (error) {
        if (stopped !== undefined && isRefusal(error)) outcomes.refusals += 1;
        else outcomes.failures.push(String(error));
      } finally {
        await client.destroy();
      }
    }

    await Promise.all(Array.from({ length: clients }, (_, index) => ask(index)));
    assert.deepEqual(outcomes.failures, []);
    assert.equal(outcomes.refusals, clients);
    assert.ok(outcomes.answersAfterStop > 0, 'no request was under way when the process was stopped');
    assert.deepEqual(await service.ended, { code: 0, signal: null });
    t.diagnostic(`${outcomes.answersAfterStop} answers after SIGTERM`);
  });
}
