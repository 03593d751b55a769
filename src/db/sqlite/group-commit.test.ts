import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';
import { engines } from '../../../test/engines.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { addNote, noteIds, notes, withNotes } from '../fixtures/opened.ts';
import { groupCommit, type Member } from './group-commit.ts';

const sqlite = engines.find(({ name }) => name === 'sqlite')!;

/** How many COMMITs the write-ahead log holds: frames that say how large the database is after them. */
function commitCount(dataDir: string): number {
  const wal = readFileSync(join(dataDir, 'pozovi.db-wal'));
  const pageBytes = wal.readUInt32BE(8);
  let count = 0;
  for (let at = 32; at < wal.length; at += 24 + pageBytes) {
    if (wal.readUInt32BE(at + 4) > 0) count += 1;
  }
  return count;
}

/** Another connection to the file, as another process would have. */
function connect(dataDir: string, context: TestContext): DatabaseSync {
  const connection = new DatabaseSync(join(dataDir, 'pozovi.db'), { timeout: 0 });
  context.after(() => connection.isOpen && connection.close());
  return connection;
}

describe('sqlite: transactions of one tick', () => {
  test('share one COMMIT, up to 256 of them', async (t) => {
    const { database, place } = await withNotes(sqlite, t);
    const before = commitCount(place.dataDir);
    await Promise.all(Array.from({ length: 100 }, (_, id) => addNote(database, id)));
    assert.equal(commitCount(place.dataDir) - before, 1);
    await Promise.all(Array.from({ length: 600 }, (_, id) => addNote(database, 1000 + id)));
    assert.equal(commitCount(place.dataDir) - before, 1 + 3);
  });

  test('are answered only after it, the failed ones too', async (t) => {
    const { database, place } = await withNotes(sqlite, t);
    const other = connect(place.dataDir, t);
    const answers: string[] = [];
    const first = addNote(database, 1).then(() => answers.push('first'));
    const failed = assert.rejects(
      database.transaction(async () => {
        throw new Error('mine');
      }),
    );
    const told = failed.then(() => answers.push('failed'));
    const last = database.transaction(async () => {
      for (let tick = 0; tick < 10; tick += 1) await nextTick();
      assert.deepEqual(answers, []);
      assert.equal(other.prepare('select count(*) as n from notes').get()?.n, 0);
    });
    const seenByOther = last.then(() => other.prepare('select count(*) as n from notes').get()?.n);
    assert.equal(await seenByOther, 1);
    await Promise.all([first, told]);
    assert.deepEqual(answers.sort(), ['failed', 'first']);
  });

  test('are each rolled back alone', async (t) => {
    const { database } = await withNotes(sqlite, t);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, id) =>
        database.transaction(async (trx) => {
          await notes(trx).insertInto('notes').values({ id, text: null }).execute();
          await notes(trx).updateTable('notes').set({ text: 'last' }).where('id', '=', 0).execute();
          if (id % 3 === 0 && id > 0) throw new Error(`no ${id}`);
        }),
      ),
    );
    const kept = outcomes.flatMap(({ status }, id) => (status === 'fulfilled' ? [id] : []));
    assert.equal(kept.length, 41);
    assert.deepEqual(await noteIds(database), kept);
  });

  test('wait for another writer without holding up the process', async (t) => {
    const { database, place } = await withNotes(sqlite, t);
    const other = connect(place.dataDir, t);
    other.exec('BEGIN IMMEDIATE; INSERT INTO notes (id) VALUES (1)');
    let isDone = false;
    const write = addNote(database, 2).then(() => {
      isDone = true;
    });
    for (let tick = 0; tick < 50; tick += 1) await nextTick();
    assert.deepEqual(await noteIds(database), []);
    assert.equal(isDone, false);
    other.exec('COMMIT');
    await write;
    assert.deepEqual(await noteIds(database), [1, 2]);
  });
});

interface FakeWriter {
  readonly log: string[];
  isOpen(): boolean;
  exec(sql: string): void;
}

function fakeWriter(fail: (sql: string) => Error | undefined): FakeWriter {
  let isOpen = false;
  const log: string[] = [];
  return {
    log,
    isOpen: () => isOpen,
    exec: (sql) => {
      log.push(sql);
      const error = fail(sql);
      if (error) throw error;
      isOpen = sql.startsWith('BEGIN');
    },
  };
}

function fakeJob(told: string[], name: string): Member {
  return {
    patient: false,
    run: async () => true,
    settle: () => told.push(`${name} kept`),
    reject: (error) => told.push(`${name} ${error.name}`),
  };
}

describe('a group of transactions', () => {
  test('whose COMMIT fails is unavailable for all, and the next group works', async () => {
    let failures = 1;
    const writer = fakeWriter((sql) =>
      sql === 'COMMIT' && failures-- > 0 ? new Error('disk I/O error') : undefined,
    );
    const told: string[] = [];
    const group = groupCommit(writer);
    for (const name of ['a', 'b']) group.add(fakeJob(told, name));
    await group.drained();
    group.add(fakeJob(told, 'c'));
    await group.drained();
    assert.deepEqual(told, ['a DatabaseUnavailable', 'b DatabaseUnavailable', 'c kept']);
    assert.deepEqual(writer.log, ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK', 'BEGIN IMMEDIATE', 'COMMIT']);
  });

  test('that never gets the lock is unavailable for all who wait, once the time has passed', async () => {
    const busy = Object.assign(new Error('database is locked'), { errcode: 5 });
    const writer = fakeWriter(() => busy);
    const told: string[] = [];
    const group = groupCommit(writer, 0.03);
    for (const name of ['a', 'b']) group.add(fakeJob(told, name));
    await group.drained();
    assert.deepEqual(told, ['a DatabaseUnavailable', 'b DatabaseUnavailable']);
    assert.ok(writer.log.length > 1, 'the lock was asked for more than once');
  });

  test('is unavailable for all when a failure has ended the transaction under it', async () => {
    const writer = fakeWriter(() => undefined);
    const told: string[] = [];
    const group = groupCommit(writer);
    group.add(fakeJob(told, 'a'));
    group.add({
      ...fakeJob(told, 'b'),
      run: async () => {
        writer.exec('ROLLBACK');
        return false;
      },
    });
    await group.drained();
    assert.deepEqual(told, ['a DatabaseUnavailable', 'b DatabaseUnavailable']);
    assert.equal(writer.log.includes('COMMIT'), false);
    assert.equal(DatabaseUnavailable.name, 'DatabaseUnavailable');
  });
});
