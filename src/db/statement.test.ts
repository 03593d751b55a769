import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engines } from '../../test/engines.ts';
import { brokenConstraint } from './constraint.ts';
import { addNote, noteIds, notes, opened, withNotes } from './fixtures/opened.ts';
import { command, statement } from './statement.ts';

function isBecauseTaken(error: Error): boolean {
  return [error, error.cause].some((reason) => brokenConstraint(reason) === 'unique');
}

for (const engine of engines) {
  describe(`${engine.name}: a statement`, { skip: engine.skip }, () => {
    test('is built once and takes new parameters each time, alone and in a transaction', async (t) => {
      const { database } = await withNotes(engine, t);
      for (const id of [1, 2, 3]) await addNote(database, id, `text ${id}`);
      let builds = 0;
      const noteBetween = statement((queries, { from, to }: { from: number; to: number }) => {
        builds += 1;
        return notes(queries)
          .selectFrom('notes')
          .select('text')
          .where('id', '<=', to)
          .where('id', '>=', from);
      });
      assert.deepEqual(await noteBetween(database.read, { from: 1, to: 1 }), [{ text: 'text 1' }]);
      const rows = await database.transaction((trx) => noteBetween(trx, { to: 3, from: 3 }));
      assert.deepEqual(rows, [{ text: 'text 3' }]);
      assert.equal(builds, 1);
    });

    test('refuses a parameter that is missing', async (t) => {
      const { database } = await opened(engine, t);
      const wanted = statement((queries, { id }: { id?: number }) =>
        notes(queries)
          .selectFrom('notes')
          .selectAll()
          .where('id', '=', id as number),
      );
      await assert.rejects(wanted(database.read, {}), TypeError);
    });
  });

  describe(`${engine.name}: a command`, { skip: engine.skip }, () => {
    const add = command((queries, { id, text }: { id: number; text: string | null }) =>
      notes(queries).insertInto('notes').values({ id, text }),
    );
    const count = statement((queries, _: object) =>
      notes(queries)
        .selectFrom('notes')
        .select((eb) => eb.fn.countAll<number>().as('count')),
    );

    test('is done before the statement behind it, and committed though nobody waited for it', async (t) => {
      const { database } = await withNotes(engine, t);
      const seen = await database.transaction(async (trx) => {
        add(trx, { id: 1, text: null });
        const rows = await count(trx, {});
        add(trx, { id: 2, text: null });
        add(trx, { id: 3, text: null });
        return rows;
      });
      assert.deepEqual(seen, [{ count: 1 }]);
      assert.deepEqual(await noteIds(database), [1, 2, 3]);
    });

    test('that fails as the last one undoes the transaction, which then throws', async (t) => {
      const { database } = await withNotes(engine, t);
      await addNote(database, 1);
      const outcome = database.transaction(async (trx) => {
        add(trx, { id: 2, text: null });
        add(trx, { id: 1, text: 'taken' });
      });
      await assert.rejects(outcome, isBecauseTaken);
      assert.deepEqual(await noteIds(database), [1]);
    });

    test('that fails undoes the transaction whatever comes behind it', async (t) => {
      const { database } = await withNotes(engine, t);
      await addNote(database, 1);
      const outcome = database.transaction(async (trx) => {
        add(trx, { id: 1, text: 'taken' });
        add(trx, { id: 2, text: null });
        await count(trx, {});
        add(trx, { id: 3, text: null });
      });
      await assert.rejects(outcome, isBecauseTaken);
      assert.deepEqual(await noteIds(database), [1]);
    });

    test('with a parameter that no column takes undoes the transaction', async (t) => {
      const { database } = await withNotes(engine, t);
      const outcome = database.transaction(async (trx) => {
        add(trx, { id: 1, text: null });
        add(trx, { id: Number.NaN, text: null });
      });
      await assert.rejects(outcome, /SQL parameter 1 is NaN|a statement failed/);
      assert.deepEqual(await noteIds(database), []);
    });
  });
}
