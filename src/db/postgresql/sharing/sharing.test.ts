import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../../../test/engines.ts';
import type { Database } from '../../database.ts';
import { DatabaseUnavailable } from '../../errors.ts';
import { addNote, noteIds, noteRows, notes, withNotes } from '../../fixtures/opened.ts';
import { startProxy } from '../../fixtures/proxy.ts';
import type { Transaction } from '../../index.ts';
import { lock } from '../../lock.ts';
import { openDatabase } from '../../open.ts';
import { sharedStatement } from '../../shared-statement.ts';

const insertNote = sharedStatement(noteRows, 'id', (queries, rows, columns) =>
  notes(queries)
    .insertInto('notes')
    .columns(columns)
    .expression(({ selectFrom }) => selectFrom(rows).selectAll())
    .returning(['id', 'text']),
);

/** Works of different keys, started in one tick. */
function shared<T>(
  database: Database,
  count: number,
  work: (trx: Transaction, id: number) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  const outcomes = Array.from({ length: count }, (_, id) =>
    database.transaction((trx) => work(trx, id), { shareBy: `key ${id}` }),
  );
  return Promise.allSettled(outcomes);
}

/** The number of the transaction on the server. */
async function numberOf(trx: Transaction): Promise<string> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(trx);
  return rows[0]?.id ?? '';
}

const postgresql = engines.find(({ name }) => name === 'postgresql')!;

const values = <T>(outcomes: readonly PromiseSettledResult<T>[]) =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason));

describe('postgresql: work that may share a transaction', { skip: postgresql.skip }, () => {
  test('is shared when it comes in one tick, and each gets its own answer', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const outcomes = await shared(database, 20, async (trx, id) => ({
      rows: await insertNote(trx, { id, text: `text ${id}` }),
      number: await numberOf(trx),
    }));
    const [first] = values(outcomes);
    const expected = outcomes.map((_, id) => ({ rows: [{ id, text: `text ${id}` }], number: first.number }));
    assert.deepEqual(values(outcomes), expected);
    assert.equal((await noteIds(database)).length, 20);
  });

  test('sees its own writes, in their order', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const outcomes = await shared(database, 10, async (trx, id) => {
      const inserted = insertNote(trx, { id, text: null });
      const read = notes(trx).selectFrom('notes').select('id').where('id', '=', id).execute();
      const again = insertNote(trx, { id: id + 100, text: null });
      return [await inserted, await read, await again].flat().map((row) => row.id);
    });
    assert.deepEqual(
      values(outcomes),
      outcomes.map((_, id) => [id, id, id + 100]),
    );
  });

  test('that throws before it has changed anything gets its error, and the others stay together', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const mine = new Error('mine');
    const outcomes = await shared(database, 10, async (trx, id) => {
      await notes(trx).updateTable('notes').set({ text: 'b' }).where('id', '=', -1).execute();
      if (id % 3 === 0) throw mine;
      await insertNote(trx, { id, text: null });
      return numberOf(trx);
    });
    const numbers = values(outcomes.filter((_, id) => id % 3 !== 0));
    assert.equal(new Set(numbers).size, 1);
    for (const id of [0, 3, 6, 9]) assert.equal(values(outcomes)[id], mine);
    assert.deepEqual(await noteIds(database), [1, 2, 4, 5, 7, 8]);
  });

  test('that throws after it has changed something leaves nothing, and takes nobody along', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const mine = new Error('mine');
    const outcomes = await shared(database, 10, async (trx, id) => {
      await insertNote(trx, { id, text: null });
      if (id === 4) throw mine;
      return id;
    });
    assert.deepEqual(values(outcomes), [0, 1, 2, 3, mine, 5, 6, 7, 8, 9]);
    assert.deepEqual(await noteIds(database), [0, 1, 2, 3, 5, 6, 7, 8, 9]);
  });

  test('whose statement fails, waited for or not, leaves nothing and takes nobody along', async (t) => {
    const { database } = await withNotes(postgresql, t);
    await addNote(database, 100, 'taken');
    for (const isWaitedFor of [true, false]) {
      const first = isWaitedFor ? 0 : 10;
      const outcomes = await shared(database, 10, async (trx, id) => {
        const text = id === 4 ? 'taken' : null;
        const inserted = insertNote(trx, { id: first + id, text });
        if (isWaitedFor) await inserted;
        else inserted.catch(() => {});
        return id;
      });
      const failed = outcomes.flatMap(({ status }, id) => (status === 'rejected' ? [id] : []));
      assert.deepEqual(failed, [4]);
    }
    assert.equal((await noteIds(database)).length, 1 + 9 + 9);
  });

  test('of one key is never carried out at the same time', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const keys = [1, 2, 3];
    for (const id of keys) await addNote(database, id, `${id}:0`);
    const add = (id: number) =>
      database.transaction(
        async (trx) => {
          const query = notes(trx).selectFrom('notes').select('text').where('id', '=', id);
          const { text } = await query.executeTakeFirstOrThrow();
          const next = Number(text?.split(':')[1]) + 1;
          await notes(trx)
            .updateTable('notes')
            .set({ text: `${id}:${next}` })
            .where('id', '=', id)
            .execute();
        },
        { shareBy: `key ${id}` },
      );
    await Promise.all(Array.from({ length: 90 }, (_, index) => add(keys[index % keys.length]!)));
    const texts = await notes(database.read).selectFrom('notes').select('text').orderBy('id').execute();
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['1:30', '2:30', '3:30'],
    );
  });

  test('that meets a lock of another transaction waits for it alone: the others are done before', async (t) => {
    const { database } = await withNotes(postgresql, t);
    await addNote(database, 4, 'locked');
    const change = (trx: Transaction, id: number) =>
      notes(trx)
        .insertInto('notes')
        .values({ id, text: null })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ text: 'changed' }))
        .execute();
    let late: Promise<unknown> = Promise.resolve();
    await database.transaction(async (holder) => {
      await change(holder, 4);
      const works = Array.from({ length: 10 }, (_, id) =>
        outside(() => database.transaction((trx) => change(trx, id), { shareBy: `key ${id}` })),
      );
      late = works.splice(4, 1)[0]!;
      await Promise.all(works);
    });
    await late;
    assert.equal((await noteIds(database)).length, 10);
  });

  test('that takes a lock gets a transaction alone, in which the lock holds', async (t) => {
    const { database } = await withNotes(postgresql, t);
    await addNote(database, 0, '0');
    const outcomes = await shared(database, 10, async (trx) => {
      await lock(trx, 'sum');
      const { text } = await notes(trx).selectFrom('notes').select('text').executeTakeFirstOrThrow();
      await notes(trx)
        .updateTable('notes')
        .set({ text: String(Number(text) + 1) })
        .execute();
      return numberOf(trx);
    });
    assert.equal(new Set(values(outcomes)).size, 10);
    const { text } = await notes(database.read).selectFrom('notes').select('text').executeTakeFirstOrThrow();
    assert.equal(text, '10');
  });

  test('runs in the asynchronous context of its caller', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const context = new AsyncLocalStorage<number>();
    const run = (n: number) =>
      context.run(n, () => database.transaction(async () => context.getStore(), { shareBy: `${n}` }));
    assert.deepEqual(await Promise.all([1, 2, 3].map(run)), [1, 2, 3]);
  });

  test('is one of 2,000 at once, and all succeed', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const outcomes = await shared(database, 2000, (trx, id) => insertNote(trx, { id, text: null }));
    assert.ok(outcomes.every(({ status }) => status === 'fulfilled'));
    assert.equal((await noteIds(database)).length, 2000);
  });

  test('goes on sharing after a statement was prepared for a table that has changed since', async (t) => {
    const { database } = await withNotes(postgresql, t, { connectionsMax: 1 });
    const readAll = async () => {
      let isRead = false;
      const outcomes = await shared(database, 10, async (trx, id) => {
        const query = notes(trx).selectFrom('notes').where('id', '=', id);
        // Not when it runs alone again: that would find the old statement and close its connection.
        if (id === 5 && !isRead) {
          isRead = true;
          await query.selectAll().execute();
        } else await query.select('id').execute();
        return numberOf(trx);
      });
      return new Set(values(outcomes)).size;
    };
    assert.equal(await readAll(), 1);
    await database.transaction((trx) => sql`alter table notes add column late bigint`.execute(trx));
    assert.equal(await readAll(), 10, 'the statement is too old, and each is run alone');
    assert.equal(await readAll(), 1);
  });

  test('is unavailable to all who share it when the connection is lost, and the next goes through', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const outcomes = await shared(database, 10, async (trx, id) => {
      await insertNote(trx, { id, text: null });
      if (id === 4) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
    });
    for (const error of values(outcomes)) assert.ok(error instanceof DatabaseUnavailable, String(error));
    assert.deepEqual(await noteIds(database), []);
    const after = await shared(database, 10, (trx, id) => insertNote(trx, { id, text: null }));
    assert.ok(after.every(({ status }) => status === 'fulfilled'));
  });

  test('is refused when the server has fallen silent, also where it still waits', async (t) => {
    const { place } = await withNotes(postgresql, t);
    const proxy = await startProxy(place.url!);
    const database = await openDatabase({ url: proxy.url, dataDir: place.dataDir });
    t.after(() => proxy.close());
    await shared(database, 1, numberOf);
    proxy.silence();
    const outcomes = await shared(database, 1000, numberOf);
    for (const error of values(outcomes)) assert.ok(error instanceof DatabaseUnavailable, String(error));
    proxy.stop();
    await database.close();
  });
});

const outside = AsyncLocalStorage.snapshot();
