import assert from 'node:assert/strict';
import { readdir, rename } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../src/db/index.ts';
import { activate, crowdSettings, join, joinKnown, profile } from '../crowd.ts';
import { engines } from '../engines.ts';
import { placeSettings, startProgram, startServing } from '../process.ts';

const [sqlite, postgresql] = engines;
const skip = postgresql!.skip;

/** A folder for the file, and a new database to move to. */
async function places(t: TestContext) {
  const from = await sqlite!.createDatabase();
  const to = await postgresql!.createDatabase();
  t.after(() => Promise.all([from.remove(), to.remove()]));
  const settings = { ...crowdSettings, ...placeSettings(to) };
  return {
    from,
    to,
    settings,
    serveFile: () => startServing(from.dataDir, crowdSettings),
    serveMoved: () => startServing(from.dataDir, settings),
    async move() {
      const program = startProgram('move', from.dataDir, settings);
      const { code } = await program.ended;
      return { code, output: program.output() };
    },
  };
}

const filesIn = async (dataDir: string) =>
  (await readdir(dataDir)).filter((name) => name.startsWith('pozovi'));

test('after a move to PostgreSQL everybody is there with what they had: account, sign-in, friends, invite code', {
  skip,
}, async (t) => {
  const { from, serveFile, serveMoved, move } = await places(t);
  const before = await serveFile();
  t.after(() => before.end('SIGKILL'));
  const inviter = await joinKnown(before.call);
  const friends = [await joinKnown(before.call), await joinKnown(before.call)];
  for (const friend of friends) {
    assert.equal((await activate(before.call, friend, inviter.inviteCode)).status, 200);
  }
  const people = [inviter, ...friends];
  const profiles = await Promise.all(people.map(async (person) => (await profile(before.call, person)).body));
  // What was answered last may still be in the WAL alone.
  await before.end('SIGKILL');

  const { code, output } = await move();
  assert.equal(code, 0, output);
  assert.match(output, /^accounts: 3$/m);
  assert.match(output, /^referrals: 2$/m);
  assert.deepEqual(await filesIn(from.dataDir), ['pozovi-moved.db']);
  const astray = startProgram('serve', from.dataDir, crowdSettings);
  assert.equal((await astray.ended).code, 1, 'nobody begins anew by mistake');
  assert.match(astray.output(), /has moved to PostgreSQL: set DATABASE_URL/);

  const after = await serveMoved();
  t.after(() => after.end('SIGKILL'));
  for (const [index, person] of people.entries()) {
    assert.deepEqual((await profile(after.call, person)).body, profiles[index]);
  }
  const [one, other] = friends;
  const again = await activate(after.call, one!, other!.inviteCode);
  assert.equal(again.status, 409, 'once in a lifetime holds on');
  const newcomer = await join(after.call);
  assert.equal((await activate(after.call, newcomer, inviter.inviteCode)).status, 200);
});

test('a move is refused while a service has the file open, and goes through once it has stopped', {
  skip,
}, async (t) => {
  const { from, to, serveFile, move } = await places(t);
  const service = await serveFile();
  t.after(() => service.end('SIGKILL'));
  const member = await join(service.call);

  const refused = await move();
  assert.equal(refused.code, 1);
  assert.match(refused.output, /Another process has .*pozovi\.db open; stop the service first/);
  assert.equal((await profile(service.call, member)).status, 200, 'the service goes on');
  const database = await openDatabase(to);
  t.after(() => database.close());
  const { rows } = await sql`select count(*) as accounts from accounts`.execute(database.read);
  assert.deepEqual(rows, [{ accounts: 0 }]);

  await service.end('SIGTERM');
  const { code, output } = await move();
  assert.equal(code, 0, output);
  assert.match(output, /^accounts: 1$/m);
  assert.deepEqual(await filesIn(from.dataDir), ['pozovi-moved.db']);
});

test('a move to a database that is in use changes neither it nor the file', { skip }, async (t) => {
  const { from, serveFile, serveMoved, move } = await places(t);
  const file = await serveFile();
  t.after(() => file.end('SIGKILL'));
  const left = await join(file.call);
  await file.end('SIGTERM');
  const used = await serveMoved();
  t.after(() => used.end('SIGKILL'));
  const there = await join(used.call);

  const { code, output } = await move();
  assert.equal(code, 1);
  assert.match(output, /not a new one: it has rows in \w+\. Nothing was moved/);
  assert.equal((await profile(used.call, there)).status, 200);
  assert.equal((await profile(used.call, left)).status, 401);
  assert.deepEqual(await filesIn(from.dataDir), ['pozovi.db']);
});

test('a move never overwrites what people have changed after an earlier move', {
  skip,
}, async (t) => {
  const { from, serveFile, serveMoved, move } = await places(t);
  const file = await serveFile();
  t.after(() => file.end('SIGKILL'));
  const member = await join(file.call);
  await file.end('SIGTERM');
  assert.equal((await move()).code, 0);
  const moved = await serveMoved();
  t.after(() => moved.end('SIGKILL'));
  const named = await moved.call('PATCH', '/api/profile/', { token: member.token, body: { name: 'Анна' } });
  assert.equal(named.status, 200, named.text);

  // As if the first move had died before it renamed the file.
  await rename(`${from.dataDir}/pozovi-moved.db`, `${from.dataDir}/pozovi.db`);
  const again = await move();
  assert.equal(again.code, 1);
  assert.match(again.output, /If a move has ended there, put the file elsewhere and start the service/);
  assert.equal((await profile(moved.call, member)).body.name, 'Анна');
});

test('a killed move can be repeated', { skip }, async (t) => {
  const { from, to, settings, serveFile, move } = await places(t);
  const service = await serveFile();
  t.after(() => service.end('SIGKILL'));
  await join(service.call);
  await service.end('SIGTERM');
  const database = await openDatabase(to);
  t.after(() => database.close());
  // Migrated beforehand, so that a lock on one of its tables can stop the move halfway.
  assert.equal((await startProgram('migrate', from.dataDir, settings).ended).code, 0);

  await database.transaction(
    async (trx) => {
      await sql`lock table used_proofs in access exclusive mode`.execute(trx);
      const program = startProgram('move', from.dataDir, settings);
      const waits = sql`select 1 from pg_locks where not granted and relation = 'used_proofs'::regclass`;
      while ((await waits.execute(trx)).rows.length === 0) assert.ok(program.isRunning(), program.output());
      await program.end('SIGKILL');
    },
    { patient: true },
  );

  const { code, output } = await move();
  assert.equal(code, 0, output);
  assert.match(output, /^accounts: 1$/m);
});

test('without a file, or without an address to move to, a move says so', { skip }, async (t) => {
  const { from, move } = await places(t);
  const nothing = await move();
  assert.equal(nothing.code, 1);
  assert.match(nothing.output, /There is no .*pozovi\.db, so there is nothing to move/);
  const nowhere = startProgram('move', from.dataDir, {});
  assert.equal((await nowhere.ended).code, 1);
  assert.match(nowhere.output(), /DATABASE_URL is not set/);
});
