import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../test/engines.ts';
import { DatabaseAbsent, migrate, openDatabase, placeOf, schemaState } from './index.ts';

const migrations = join(import.meta.dirname, '../../migrations');

for (const engine of engines) {
  const name = (promise: string) => `${engine.name}: ${promise}`;

  test(name('a database opened to be read says how its schema stands, and is not changed'), {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createDatabase();
    t.after(() => place.remove());
    const writer = await openDatabase(place);
    const { version } = await migrate(writer, migrations);
    await writer.close();
    const files = await readdir(place.dataDir);

    const reader = await openDatabase({ ...place, readOnly: true });
    assert.equal(reader.engine, engine.name);
    assert.deepEqual(await schemaState(reader, migrations), { state: 'current', version, wanted: version });
    await reader.ping();
    await reader.close();
    assert.deepEqual(await readdir(place.dataDir), files);
  });

  test(name('a missing, older or newer schema is distinguished from a current one'), {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createDatabase();
    t.after(() => place.remove());
    const database = await openDatabase(place);
    t.after(() => database.close());
    const state = async () => (await schemaState(database, migrations)).state;
    assert.equal(await state(), 'none');
    const { version } = await migrate(database, migrations);
    await database.transaction((trx) =>
      sql`update schema_migrations set version = ${version + 1} where version = ${version}`.execute(trx),
    );
    assert.equal(await state(), 'newer');
    await database.transaction((trx) =>
      sql`delete from schema_migrations where version > ${version}`.execute(trx),
    );
    assert.equal(await state(), 'older');
  });
}

const [sqlite] = engines;

test('a file that is open elsewhere is read as of its last commit, and one that is absent is not made', async (t) => {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  await assert.rejects(openDatabase({ dataDir, readOnly: true }), DatabaseAbsent);
  assert.deepEqual(await readdir(dataDir), []);
  const writer = await openDatabase({ dataDir });
  await migrate(writer, migrations);
  const reader = await openDatabase({ dataDir, readOnly: true });
  assert.equal((await schemaState(reader, migrations)).state, 'current');
  await assert.rejects(sql`delete from schema_migrations`.execute(reader.read), /readonly/);
  await reader.close();
  await writer.close();
});

test('the place of a database is named without its password', () => {
  const cases = {
    'postgres://pozovi:hidden@db.example.org:6432/pozovi?sslmode=require': 'db.example.org:6432/pozovi',
    'postgres://pozovi:hidden@db/people': 'db:5432/people',
    'postgresql:///pozovi?user=me&host=/run/postgresql': '/run/postgresql:5432/pozovi',
    'postgres://pozovi@localhost': 'localhost:5432/pozovi',
  };
  for (const [url, place] of Object.entries(cases)) {
    assert.deepEqual(placeOf({ url, dataDir: '' }), { engine: 'postgresql', place });
  }
  assert.deepEqual(placeOf({ dataDir: '/srv/data' }), { engine: 'sqlite', place: '/srv/data/pozovi.db' });
});
