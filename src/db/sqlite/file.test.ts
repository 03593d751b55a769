import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../../test/engines.ts';
import { brokenConstraint } from '../constraint.ts';
import { DatabaseRefusal, DatabaseUnavailable } from '../errors.ts';
import { addNote, notes, withNotes } from '../fixtures/opened.ts';
import { openDatabase } from '../open.ts';
import { openConnections } from './connections.ts';
import { refusalOfSqlite } from './version.ts';

const sqlite = engines.find(({ name }) => name === 'sqlite')!;

describe('sqlite: the file', () => {
  test('and its folder, when made here, are for their owner only', async (t) => {
    const parent = await mkdtemp(join(tmpdir(), 'pozovi-test-'));
    t.after(() => rm(parent, { recursive: true }));
    const dataDir = join(parent, 'some', 'data');
    const database = await openDatabase({ dataDir });
    await database.transaction((trx) => sql`create table t (id bigint)`.execute(trx));
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    assert.equal(await mode(dataDir), 0o700);
    for (const name of ['pozovi.db', 'pozovi.db-wal', 'pozovi.db-shm']) {
      assert.equal(await mode(join(dataDir, name)), 0o600);
    }
    await database.close();
  });

  test('that cannot be made is refused by a sentence that names the folder', async (t) => {
    const parent = await mkdtemp(join(tmpdir(), 'pozovi-test-'));
    t.after(() => rm(parent, { recursive: true }));
    await openDatabase({ dataDir: parent }).then((database) => database.close());
    const dataDir = join(parent, 'pozovi.db');
    await assert.rejects(openDatabase({ dataDir }), (error: Error) => {
      assert.ok(error instanceof DatabaseRefusal);
      assert.ok(error.message.includes(dataDir));
      return true;
    });
  });

  test('is opened so that commits are durable and foreign keys hold', async (t) => {
    const place = await sqlite.createDatabase();
    t.after(() => place.remove());
    const { writer, reader } = await openConnections(place.dataDir);
    const pragma = (name: string) => Object.values(writer.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    assert.equal(pragma('journal_mode'), 'wal');
    assert.equal(pragma('synchronous'), 2);
    assert.equal(pragma('foreign_keys'), 1);
    reader.close();
    writer.close();
  });

  test('cannot be written through read', async (t) => {
    const { database } = await withNotes(sqlite, t);
    const write = notes(database.read).insertInto('notes').values({ id: 1, text: null }).execute();
    await assert.rejects(write, /readonly/);
  });

  test('that is full makes a transaction unavailable, and one that fits still goes through', async (t) => {
    const { database } = await withNotes(sqlite, t);
    await addNote(database, 1, 'a');
    // The limit holds for the writer's connection, where a transaction can set it.
    await database.transaction((trx) => sql`PRAGMA max_page_count = 4`.execute(trx));
    await assert.rejects(addNote(database, 2, 'x'.repeat(100_000)), DatabaseUnavailable);
    await addNote(database, 3, 'b');
    await database.ping();
  });
});

describe('a broken constraint', () => {
  for (const engine of engines) {
    test(`${engine.name}: is told by its kind`, { skip: engine.skip }, async (t) => {
      const { database } = await withNotes(engine, t);
      await database.transaction(async (trx) => {
        await sql`create table parts (id bigint primary key, whole bigint not null references parts (id), n bigint check (n > 0))`.execute(
          trx,
        );
        await sql`insert into parts values (1, 1, 1)`.execute(trx);
      });
      const kindOf = (values: string) =>
        database
          .transaction((trx) => sql`insert into parts values ${sql.raw(values)}`.execute(trx))
          .then(() => 'none', brokenConstraint);
      assert.deepEqual(
        await Promise.all(['(1,1,1)', '(2,9,1)', '(3,1,0)', '(4,null,1)', '(5,1)'].map(kindOf)),
        ['unique', 'foreign_key', 'check', 'not_null', engine.name === 'sqlite' ? undefined : 'none'],
      );
    });
  }
});

test('a SQLite library older than 3.51.3 is refused by a sentence that names both', () => {
  for (const version of ['3.51.2', '3.50.9', '2.99.99', '3.51', '']) {
    assert.match(refusalOfSqlite(version) ?? '', /may lose commits; 3\.51\.3 or newer/);
  }
  for (const version of ['3.51.3', '3.51.10', '3.52.0', '3.53.4', '4.0.0']) {
    assert.equal(refusalOfSqlite(version), undefined);
  }
});
