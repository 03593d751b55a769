import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../test/engines.ts';
import { DatabaseRefusal } from './errors.ts';
import { opened } from './fixtures/opened.ts';
import { migrate } from './migrate.ts';
import { moveToPostgresql } from './move-to-postgresql.ts';
import { openDatabase } from './open.ts';

const [sqlite, postgresql] = engines;
const rowsCount = 1_201;

test('a move copies every row whole, however many there are, and replaces what migrations have put there', {
  skip: postgresql!.skip,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'pozovi-move-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, '0001_rows.sql'),
    `create table totals (id bigint primary key, total bigint not null);
    insert into totals values (1, 0);
    create table rows (name text, at bigint, note text, total_id bigint references totals (id), primary key (name, at));`,
  );
  const { database: source, place } = await opened(sqlite!, t);
  await migrate(source, folder);
  await source.transaction(async (trx) => {
    await sql`update totals set total = ${rowsCount}`.execute(trx);
    await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rowsCount})
      insert into rows select 'Ж' || i, 9007199254740991 - i, case when i % 2 = 0 then 'a ''note''' end, 1 from n`.execute(
      trx,
    );
  });
  const content = async ({ read }: typeof source) => [
    (await sql`select * from totals`.execute(read)).rows,
    (await sql`select * from rows order by at`.execute(read)).rows,
  ];
  const before = await content(source);
  await source.close();
  const { database: target } = await opened(postgresql!, t);
  await migrate(target, folder);

  const progress: number[][] = [];
  const { tables, keptAs } = await moveToPostgresql(place.dataDir, target, {
    migrationsFolder: folder,
    filled: ['totals'],
    onProgress: ({ done, total }) => progress.push([done, total]),
  });
  assert.deepEqual(tables, [
    { name: 'totals', rows: 1 },
    { name: 'rows', rows: rowsCount },
  ]);
  assert.deepEqual(progress.at(-1), [rowsCount + 1, rowsCount + 1]);
  assert.deepEqual(await content(target), before);
  assert.equal(keptAs, join(place.dataDir, 'pozovi-moved.db'));
  await assert.rejects(openDatabase(place), (error: Error) => {
    assert.ok(error instanceof DatabaseRefusal);
    assert.match(error.message, /has moved to PostgreSQL: set DATABASE_URL/);
    return true;
  });
});
