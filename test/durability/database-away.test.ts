import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Caller } from '../call.ts';
import { crowdSettings, type Member, newPhoneNumber, profile, sendCode, verify } from '../crowd.ts';
import { engines } from '../engines.ts';
import { createPostgresql, ownPostgresqlSkip } from '../own-postgresql.ts';
import { inTurn, tally } from '../parallel.ts';
import { startServing } from '../process.ts';

/** Only for its folder. */
const sqlite = engines.find(({ name }) => name === 'sqlite')!;
const stops = 10;
const clients = 8;
/** How many must have been told that the database is away before it comes back. */
const refusalsWanted = 50;

/** Promised are 1 s and 2 s; a busy machine gets three times as long. */
const refusalMsMax = 3_000;
const recoveryMsMax = 6_000;

const isRefusal = ({ status, body }: Answer) => status === 503 && body.code === 'database_unavailable';

/** A service under load, and how long it took to say that the database is away. */
function startLoad(call: Caller) {
  const members: Member[] = [];
  let stoppedAt = Number.POSITIVE_INFINITY;
  let isOver = false;
  let refusals = 0;
  let slowestRefusalMs = 0;
  let isReached = () => false;
  let reached = () => {};

  const timed: Caller = async (...request) => {
    const sentAt = performance.now();
    const answer = await call(...request);
    if (isRefusal(answer)) {
      slowestRefusalMs = Math.max(slowestRefusalMs, performance.now() - Math.max(sentAt, stoppedAt));
      assert.ok(Number(answer.headers.get('retry-after')) > 0, 'Retry-After is missing');
      refusals += 1;
    } else {
      assert.equal(answer.status, 200, answer.text);
    }
    if (isReached()) reached();
    return answer;
  };

  async function client(): Promise<void> {
    while (!isOver) {
      const phoneNumber = newPhoneNumber();
      if ((await sendCode(timed, phoneNumber)).status !== 200) continue;
      const { status, body } = await verify(timed, phoneNumber);
      if (status !== 200) continue;
      const member = { phoneNumber, token: body.token, refreshToken: body.refresh_token };
      members.push(member);
      await profile(timed, member);
    }
  }
  const over = Promise.all(Array.from({ length: clients }, client));

  /** Resolves when there are so many more than now; rejects when a client met anything that was not promised. */
  async function until(current: () => number, more: number): Promise<void> {
    const end = current() + more;
    const enough = new Promise<void>((resolve) => {
      isReached = () => current() >= end;
      reached = resolve;
    });
    await Promise.race([enough, over]);
  }

  return {
    members,
    slowestRefusalMs: () => slowestRefusalMs,
    /** To be called as the database is being stopped. */
    databaseStops() {
      stoppedAt = performance.now();
    },
    refused: (count: number) => until(() => refusals, count),
    joined: (count: number) => until(() => members.length, count),
    async end(): Promise<void> {
      isOver = true;
      await over;
    },
  };
}

/** Milliseconds until the service is ready and signs somebody in. */
async function recovery(call: Caller): Promise<number> {
  const startedAt = performance.now();
  const isDone = async () => {
    if ((await call('GET', '/readyz')).status !== 200) return false;
    const phoneNumber = newPhoneNumber();
    if ((await sendCode(call, phoneNumber)).status !== 200) return false;
    return (await verify(call, phoneNumber)).status === 200;
  };
  while (!(await isDone())) {
    assert.ok(performance.now() - startedAt < recoveryMsMax, 'the service did not recover in time');
  }
  return performance.now() - startedAt;
}

test(`postgresql: stopped and started ${stops} times under load, it costs 503 at once, nothing that was answered, and no process`, {
  skip: ownPostgresqlSkip,
}, async (t) => {
  const [postgresql, place] = [await createPostgresql(), await sqlite.createDatabase()];
  t.after(() => Promise.all([postgresql.remove(), place.remove()]));
  await postgresql.start();
  const service = await startServing(place.dataDir, { ...crowdSettings, DATABASE_URL: postgresql.url });
  t.after(() => service.end('SIGKILL'));
  const { call } = service;
  const load = startLoad(call);
  let slowestRecoveryMs = 0;

  for (let stop = 0; stop < stops; stop += 1) {
    load.databaseStops();
    await Promise.all([postgresql.stop(stop % 2 === 0 ? 'fast' : 'immediate'), load.refused(refusalsWanted)]);
    assert.deepEqual(tally([await call('GET', '/readyz')]), { '503 database_unavailable': 1 });
    assert.deepEqual(tally([await call('GET', '/livez')]), { '200': 1 });
    assert.ok(service.isRunning(), service.output());
    await postgresql.start();
    slowestRecoveryMs = Math.max(slowestRecoveryMs, await recovery(call));
    await load.joined(clients);
  }
  await load.end();

  assert.ok(service.isRunning(), service.output());
  assert.ok(load.slowestRefusalMs() < refusalMsMax, `a refusal took ${load.slowestRefusalMs()} ms`);
  const profiles = await inTurn(load.members.length, clients, (index) => profile(call, load.members[index]!));
  assert.deepEqual(tally(profiles), { '200': load.members.length });
  t.diagnostic(`the slowest 503 took ${Math.round(load.slowestRefusalMs())} ms`);
  t.diagnostic(`the slowest recovery took ${Math.round(slowestRecoveryMs)} ms`);
  t.diagnostic(`all ${load.members.length} answered registrations are there`);
});
