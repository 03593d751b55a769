import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../../test/engines.ts';
import { noteIds, notes, withNotes } from '../fixtures/opened.ts';
import { openDatabase } from '../open.ts';

const sqlite = engines.find(({ name }) => name === 'sqlite');
assert.ok(sqlite);

test('a read sees what was committed before it, also when another read of its tick came before the commit', async (t) => {
  const { database } = await withNotes(sqlite, t);
  for (let id = 1; id <= 20; id += 1) {
    const written = database.transaction((trx) =>
      notes(trx).insertInto('notes').values({ id, text: null }).execute(),
    );
    // Started in the same tick as the commit, before it.
    const before = noteIds(database);
    await written;
    assert.equal((await noteIds(database)).length, id);
    await before;
  }
});

test('a read sees what another process has committed', async (t) => {
  const { database, place } = await withNotes(sqlite, t);
  const other = await openDatabase(place);
  t.after(() => other.close());
  for (let id = 1; id <= 20; id += 1) {
    await noteIds(database);
    await other.transaction((trx) => notes(trx).insertInto('notes').values({ id, text: null }).execute());
    assert.equal((await noteIds(database)).length, id);
  }
});

test('a read that started before the database was closed is answered', async (t) => {
  const { database } = await withNotes(sqlite, t);
  const ids = noteIds(database);
  await database.close();
  assert.deepEqual(await ids, []);
});

test('a read that fails does not spoil the others of its tick', async (t) => {
  const { database } = await withNotes(sqlite, t);
  const failing = sql`select nothing from nowhere`.execute(database.read);
  const ids = noteIds(database);
  await assert.rejects(failing);
  assert.deepEqual(await ids, []);
  assert.deepEqual(await noteIds(database), []);
});
