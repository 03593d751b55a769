import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../test/engines.ts';
import { addNote, notes, opened, withNotes } from './fixtures/opened.ts';

for (const engine of engines) {
  describe(`${engine.name}: the portable SQL`, { skip: engine.skip }, () => {
    test('has insert … on conflict … do update … where … returning', async (t) => {
      const { database } = await withNotes(engine, t);
      const put = (text: string) =>
        database.transaction((trx) =>
          notes(trx)
            .insertInto('notes')
            .values({ id: 1, text })
            .onConflict((conflict) =>
              conflict
                .column('id')
                .doUpdateSet({ text })
                .where('notes.text', '<', ({ ref }) => ref('excluded.text')),
            )
            .returningAll()
            .execute(),
        );
      assert.deepEqual(await put('b'), [{ id: 1, text: 'b' }]);
      assert.deepEqual(await put('c'), [{ id: 1, text: 'c' }]);
      assert.deepEqual(await put('a'), []);
    });

    test('has values of several rows, and row-value comparison', async (t) => {
      const { database } = await withNotes(engine, t);
      const rows = ['a', 'b', 'c', 'd'].map((text, index) => ({ id: index + 1, text }));
      await database.transaction((trx) => notes(trx).insertInto('notes').values(rows).execute());
      const page = await notes(database.read)
        .selectFrom('notes')
        .select('id')
        .where(({ eb, refTuple, tuple }) => eb(refTuple('text', 'id'), '<', tuple('c', 3)))
        .orderBy('text', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .execute();
      assert.deepEqual(page, [{ id: 2 }]);
    });

    test('has update … where … returning, and counts what delete took', async (t) => {
      const { database } = await withNotes(engine, t);
      await addNote(database, 1, 'a');
      await addNote(database, 2, 'b');
      await database.transaction(async (trx) => {
        const updated = await notes(trx)
          .updateTable('notes')
          .set({ text: 'z' })
          .where('id', '=', 2)
          .returning('text')
          .execute();
        assert.deepEqual(updated, [{ text: 'z' }]);
        const deleted = await notes(trx).deleteFrom('notes').where('id', '<', 9).executeTakeFirst();
        assert.equal(deleted.numDeletedRows, 2n);
      });
    });

    test('has recursive common table expressions', async (t) => {
      const { database } = await opened(engine, t);
      const { rows } = await sql<{ n: number }>`
        with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${5})
        select n from numbers order by n`.execute(database.read);
      assert.deepEqual(
        rows.map(({ n }) => n),
        [1, 2, 3, 4, 5],
      );
    });

    test('gives bigint, count and sum of bigint as numbers, exactly, or fails', async (t) => {
      const { database } = await withNotes(engine, t);
      const large = 2 ** 53 - 3;
      await addNote(database, large);
      await addNote(database, 2);
      const { rows } = await sql`select count(*) as n, sum(id) as s, max(id) as m from notes`.execute(
        database.read,
      );
      assert.deepEqual(rows, [{ n: 2, s: 2 ** 53 - 1, m: large }]);
      await addNote(database, 5);
      await assert.rejects(sql`select sum(id) as s from notes`.execute(database.read), RangeError);
      await database.ping();
    });

    test('gives plain objects as rows', async (t) => {
      const { database } = await withNotes(engine, t);
      await addNote(database, 1);
      const row = await notes(database.read).selectFrom('notes').selectAll().executeTakeFirstOrThrow();
      assert.equal(Object.getPrototypeOf(row), Object.prototype);
    });

    test('refuses booleans, undefined, dates and NaN as parameters', async (t) => {
      const { database } = await withNotes(engine, t);
      for (const value of [
        true,
        undefined,
        new Date(0),
        Number.NaN,
        Number.POSITIVE_INFINITY,
        {},
        Symbol(),
      ]) {
        await assert.rejects(sql`select * from notes where id = ${value}`.execute(database.read), TypeError);
        await assert.rejects(
          database.transaction((trx) => sql`update notes set id = ${value}`.execute(trx)),
          TypeError,
        );
      }
    });

    test('fails on a wrong statement with an error that names its caller, and works on', async (t) => {
      const { database } = await withNotes(engine, t);
      const wrong = sql`select nothing from notes`.execute(database.read);
      await assert.rejects(wrong, (error: Error) => error.stack?.includes('portable.test.ts') === true);
      await assert.rejects(database.transaction((trx) => sql`selec`.execute(trx)));
      await addNote(database, 1);
    });

    test('runs more different statements than are kept prepared', async (t) => {
      const { database } = await opened(engine, t);
      for (let n = 0; n < 600; n += 1) {
        const { rows } = await sql.raw<{ n: number }>(`select ${n} as n`).execute(database.read);
        assert.deepEqual(rows, [{ n }]);
      }
    });
  });
}
