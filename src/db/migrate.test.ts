import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../test/engines.ts';
import type { Database } from './database.ts';
import { DatabaseRefusal } from './errors.ts';
import { startChild } from './fixtures/child.ts';
import { opened } from './fixtures/opened.ts';
import { lock } from './lock.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';

const first = `-- Two statements, and a semicolon in 'text;'.
create table a (id bigint primary key, v text not null);
insert into a (id, v) values (1, 'one;');
`;
const second = 'create table b (id bigint primary key references a (id));';

async function folderOf(context: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pozovi-test-'));
  context.after(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function tables(database: Database): Promise<string[]> {
  const names: string[] = [];
  for (const name of ['a', 'b', 'schema_migrations']) {
    const query = sql`select 1 from ${sql.id(name)}`.execute(database.read);
    await query.then(
      () => names.push(name),
      () => {},
    );
  }
  return names;
}

for (const engine of engines) {
  describe(`${engine.name}: migrations`, { skip: engine.skip }, () => {
    test('are applied once each, in order, with their time and checksum', async (t) => {
      const { database } = await opened(engine, t);
      const folder = await folderOf(t, {
        '0002_b.sql': second,
        '0001_a.sql': first,
        'README.md': 'no migration',
      });
      const clock = { now: () => 1_700_000_000_123 };
      assert.deepEqual(await migrate(database, folder, { clock }), {
        applied: ['0001_a.sql', '0002_b.sql'],
        version: 2,
      });
      assert.deepEqual(await migrate(database, folder, { clock }), { applied: [], version: 2 });
      await writeFile(join(folder, '0003_c.sql'), 'insert into b values (1);');
      assert.deepEqual(await migrate(database, folder, { clock }), { applied: ['0003_c.sql'], version: 3 });
      const rows = await database.read
        .selectFrom('schema_migrations')
        .selectAll()
        .orderBy('version')
        .execute();
      assert.deepEqual(
        rows.map(({ version, applied_at }) => [version, applied_at]),
        [1, 2, 3].map((version) => [version, 1_700_000_000_123]),
      );
      assert.match(rows[0]!.checksum, /^[0-9a-f]{64}$/);
      assert.deepEqual((await sql`select v from a`.execute(database.read)).rows, [{ v: 'one;' }]);
    });

    test('of which one fails leave the database as it was', async (t) => {
      const { database } = await opened(engine, t);
      const folder = await folderOf(t, {
        '0001_a.sql': first,
        '0002_b.sql': `${second} insert into nowhere values (1);`,
      });
      await assert.rejects(migrate(database, folder), /the migration 0002_b\.sql failed: .*nowhere/);
      assert.deepEqual(await tables(database), []);
    });

    test('that end their transaction themselves are stopped', async (t) => {
      const { database } = await opened(engine, t);
      const folder = await folderOf(t, { '0001_a.sql': 'create table a (id bigint); commit;' });
      await assert.rejects(migrate(database, folder));
      await database.ping();
    });

    test('of a newer program are refused by a sentence that names both versions', async (t) => {
      const { database } = await opened(engine, t);
      await migrate(database, await folderOf(t, { '0001_a.sql': first, '0002_b.sql': second }));
      const older = await folderOf(t, { '0001_a.sql': first });
      await assert.rejects(migrate(database, older), (error: Error) => {
        assert.ok(error instanceof DatabaseRefusal);
        assert.match(error.message, /version 2, newer than this program, which knows versions up to 1/);
        return true;
      });
    });

    test('that were changed after they had been applied are refused; changed line ends are not', async (t) => {
      const { database } = await opened(engine, t);
      const folder = await folderOf(t, { '0001_a.sql': first });
      await migrate(database, folder);
      await writeFile(join(folder, '0001_a.sql'), first.replaceAll('\n', '\r\n'));
      assert.deepEqual((await migrate(database, folder)).applied, []);
      await writeFile(join(folder, '0001_a.sql'), `${first}-- later`);
      await assert.rejects(migrate(database, folder), (error: Error) => {
        assert.ok(error instanceof DatabaseRefusal);
        assert.match(error.message, /0001_a\.sql was changed/);
        return true;
      });
    });

    test('that were inserted before an applied one are refused', async (t) => {
      const { database } = await opened(engine, t);
      const folder = await folderOf(t, { '0001_a.sql': first, '0003_c.sql': second });
      await migrate(database, folder);
      await writeFile(join(folder, '0002_b.sql'), 'select 1;');
      await assert.rejects(migrate(database, folder), DatabaseRefusal);
    });

    test('badly named or numbered twice are refused', async (t) => {
      const { database } = await opened(engine, t);
      for (const files of [{ 'first.sql': '' }, { '0001_a.sql': '', '0001_b.sql': '' }]) {
        await assert.rejects(migrate(database, await folderOf(t, files)), DatabaseRefusal);
      }
    });

    test('requested by two processes at once are applied by one, and the other waits', async (t) => {
      const { database, place } = await opened(engine, t);
      const slow = `create table b as with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select i from n;`;
      const folder = await folderOf(t, { '0001_a.sql': first, '0002_b.sql': slow });
      const children = [1, 2, 3].map(() => startChild('migrator.ts', place.dataDir, place.url ?? '', folder));
      assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0, 0]);
      const answers = children.map((child) => child.lines().join()).sort();
      assert.deepEqual(answers, ['["0001_a.sql","0002_b.sql"]', '[]', '[]']);
      const { rows } = await sql`select count(*) as n from b`.execute(database.read);
      assert.deepEqual(rows, [{ n: 300000 }]);
    });

    test('that have all been applied are seen without waiting for a transaction of others', async (t) => {
      const { database, place } = await opened(engine, t);
      const other = await openDatabase(place);
      t.after(() => other.close());
      const folder = await folderOf(t, { '0001_a.sql': first });
      await migrate(database, folder);
      const seen = await database.transaction(async (trx) => {
        await lock(trx, 'schema_migrations');
        return migrate(other, folder);
      });
      assert.deepEqual(seen, { applied: [], version: 1 });
    });

    test('requested on two connections at once are applied once', async (t) => {
      const { database, place } = await opened(engine, t);
      const other = await openDatabase(place);
      t.after(() => other.close());
      const folder = await folderOf(t, { '0001_a.sql': first });
      const results = await Promise.all(
        [database, other, database, other].map((one) => migrate(one, folder)),
      );
      assert.equal(results.flatMap(({ applied }) => applied).length, 1);
    });
  });
}
