import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../../src/db/index.ts';
import { crowdSettings, join, profile } from '../crowd.ts';
import { engines } from '../engines.ts';
import { createPostgresql, ownPostgresqlSkip } from '../own-postgresql.ts';
import { placeSettings, serving, startProgram, startServing } from '../process.ts';

const sqlite = engines.find(({ name }) => name === 'sqlite')!;

test('postgresql: a program that is started before its database waits, and serves once the database comes', {
  skip: ownPostgresqlSkip,
}, async (t) => {
  const [postgresql, place] = [await createPostgresql(), await sqlite.createDatabase()];
  t.after(() => Promise.all([postgresql.remove(), place.remove()]));
  const settings = { ...crowdSettings, DATABASE_URL: postgresql.url };
  const program = startProgram('serve', place.dataDir, settings);
  t.after(() => program.end('SIGKILL'));
  const waiting = JSON.parse(await program.printed(/"msg":"waiting for the database"/));
  assert.equal(`postgres://pozovi@${waiting.target}`, postgresql.url);
  await postgresql.start();
  const service = await serving(program);
  await join(service.call);
});

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: a database newer than the program is refused in one sentence, and not changed`,
    options,
    async (t) => {
      const place = await engine.createDatabase();
      t.after(() => place.remove());
      const migrated = await startProgram('migrate', place.dataDir, placeSettings(place)).ended;
      assert.equal(migrated.code, 0);
      const database = await openDatabase(place);
      t.after(() => database.close());
      const versions = () => database.read.selectFrom('schema_migrations').select('version').execute();
      await database.transaction((trx) =>
        trx
          .insertInto('schema_migrations')
          .values({ version: 9999, name: '9999_later.sql', checksum: '', applied_at: 0 })
          .execute(),
      );
      const before = await versions();

      const program = startProgram('serve', place.dataDir, placeSettings(place));
      assert.equal((await program.ended).code, 1);
      assert.match(program.output(), /^The database is at version 9999, newer than this program[^\n]*\.$/m);
      assert.doesNotMatch(program.output(), /^ +at /m);
      assert.deepEqual(await versions(), before);
    },
  );

  test(
    `${engine.name}: two programs that start on one empty database migrate it once, and each knows the tokens of the other`,
    options,
    async (t) => {
      const place = await engine.createDatabase();
      t.after(() => place.remove());
      const settings = { ...crowdSettings, ...placeSettings(place) };
      const programs = [0, 1].map(() => startProgram('serve', place.dataDir, settings));
      t.after(() => Promise.all(programs.map((program) => program.end('SIGKILL'))));
      const ready = programs.map((program) => program.printed(/"msg":"the database is ready"/));
      const services = await Promise.all(programs.map(serving));
      const applied = (await Promise.all(ready)).map((line) => JSON.parse(line).applied.length);
      assert.ok(applied.includes(0) && Math.max(...applied) > 0, `applied: ${applied}`);
      const [first, second] = services.map(({ call }) => call);
      assert.equal((await profile(second!, await join(first!))).status, 200);
      assert.equal((await profile(first!, await join(second!))).status, 200);
    },
  );

  test(`${engine.name}: a restarted program accepts the tokens it issued`, options, async (t) => {
    const place = await engine.createDatabase();
    t.after(() => place.remove());
    const settings = { ...crowdSettings, ...placeSettings(place) };
    const first = await startServing(place.dataDir, settings);
    t.after(() => first.end('SIGKILL'));
    const { token, refreshToken } = await join(first.call);
    assert.deepEqual(await first.end('SIGTERM'), { code: 0, signal: null });

    const second = await startServing(place.dataDir, settings);
    t.after(() => second.end('SIGKILL'));
    assert.equal((await second.call('GET', '/api/profile/', { token })).status, 200);
    const body = { refresh_token: refreshToken };
    assert.equal((await second.call('POST', '/api/token/refresh/', { body })).status, 200);
  });
}
