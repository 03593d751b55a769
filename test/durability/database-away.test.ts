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
/** How many clients must have seen that the database is unavailable before it comes back. */
const refusalsWanted = 50;

const isRefusal = ({ status, body }: Answer) => status === 503 && body.code === 'database_unavailable';

/** A service under load, and how often it said that the database is unavailable. */
function startLoad(call: Caller) {
  const members: Member[] = [];
  let isOver = false;
  let refusals = 0;
  let isReached = () => false;
  let reached = () => {};

  const checked: Caller = async (...request) => {
    const answer = await call(...request);
    if (isRefusal(answer)) {
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
      if ((await sendCode(checked, phoneNumber)).status !== 200) continue;
      const { status, body } = await verify(checked, phoneNumber);
      if (status !== 200) continue;
      const member = { phoneNumber, token: body.token, refreshToken: body.refresh_token };
      members.push(member);
      await profile(checked, member);
    }
  }
  const over = Promise.all(Array.from({ length: clients }, client));

  /** Resolves when there are `more` than now; rejects when a client got an unexpected answer. */
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
    refused: (count: number) => until(() => refusals, count),
    joined: (count: number) => until(() => members.length, count),
    async end(): Promise<void> {
      isOver = true;
      await over;
    },
  };
}

/** Resolves when the service is ready and signs somebody in. */
async function recovered(call: Caller): Promise<void> {
  const isDone = async () => {
    if ((await call('GET', '/readyz')).status !== 200) return false;
    const phoneNumber = newPhoneNumber();
    if ((await sendCode(call, phoneNumber)).status !== 200) return false;
    return (await verify(call, phoneNumber)).status === 200;
  };
  while (!(await isDone()));
}

test(`postgresql: stopped and started ${stops} times under load, it costs 503 while it is away, nothing that was answered, and no process`, {
  skip: ownPostgresqlSkip,
}, async (t) => {
  const [postgresql, place] = [await createPostgresql(), await sqlite.createDatabase()];
  t.after(() => Promise.all([postgresql.remove(), place.remove()]));
  await postgresql.start();
  const service = await startServing(place.dataDir, { ...crowdSettings, DATABASE_URL: postgresql.url });
  t.after(() => service.end('SIGKILL'));
  const { call } = service;
  const load = startLoad(call);

  for (let stop = 0; stop < stops; stop += 1) {
    await Promise.all([postgresql.stop(stop % 2 === 0 ? 'fast' : 'immediate'), load.refused(refusalsWanted)]);
    assert.deepEqual(tally([await call('GET', '/readyz')]), { '503 database_unavailable': 1 });
    assert.deepEqual(tally([await call('GET', '/livez')]), { '200': 1 });
    assert.ok(service.isRunning(), service.output());
    await postgresql.start();
    await recovered(call);
    await load.joined(clients);
  }
  await load.end();

  assert.ok(service.isRunning(), service.output());
  const profiles = await inTurn(load.members.length, clients, (index) => profile(call, load.members[index]!));
  assert.deepEqual(tally(profiles), { '200': load.members.length });
  t.diagnostic(`all ${load.members.length} answered registrations are there`);
});
