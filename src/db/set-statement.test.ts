import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../test/engines.ts';
import { type Notes, noteColumns, noteIds, notes, opened, withNotes } from './fixtures/opened.ts';
import { type GivenTable, namesOf, setCommand, setStatement } from './set-statement.ts';

type Note = Notes['notes'];

const insertNote = setStatement({ key: 'id', columns: noteColumns }, (queries, given) =>
  notes(queries)
    .insertInto('notes')
    .columns(namesOf(noteColumns))
    .expression(({ selectFrom }) => selectFrom(given).selectAll().where(sql<boolean>`true`))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
);

const selectNote = setStatement(
  { key: 'id', columns: { id: 'bigint' } },
  (queries, given: GivenTable<{ id: number }>) =>
    notes(queries)
      .selectFrom(given)
      .innerJoin('notes', 'notes.id', 'given.id')
      .select(['notes.id', 'notes.text']),
);

const renameNote = setStatement({ key: 'id', columns: noteColumns }, (queries, given) =>
  notes(queries)
    .updateTable('notes')
    .from(given)
    .set(({ ref }) => ({ text: ref('given.text') }))
    .whereRef('notes.id', '=', 'given.id')
    .returning('notes.id'),
);

const addNotes = setCommand(noteColumns, (queries, given) =>
  notes(queries)
    .insertInto('notes')
    .columns(namesOf(noteColumns))
    .expression(({ selectFrom }) => selectFrom(given).selectAll()),
);

for (const engine of engines) {
  describe(`${engine.name}: a statement over a set`, { skip: engine.skip }, () => {
    test('inserts, reads and changes the row that is given, alone and in a transaction', async (t) => {
      const { database } = await withNotes(engine, t);
      const written = await database.transaction(async (trx) => [
        await insertNote(trx, { id: 1, text: null }),
        await insertNote(trx, { id: 1, text: 'again' }),
        await insertNote(trx, { id: 2, text: 'b' }),
        await renameNote(trx, { id: 1, text: 'a "quoted", {braced} \\ text' }),
        await renameNote(trx, { id: 3, text: 'nobody' }),
      ]);
      assert.deepEqual(written, [[{ id: 1 }], [], [{ id: 2 }], [{ id: 1 }], []]);
      const text = 'a "quoted", {braced} \\ text';
      assert.deepEqual(await selectNote(database.read, { id: 1 }), [{ id: 1, text }]);
      assert.deepEqual(await selectNote(database.read, { id: 3 }), []);
    });

    test('that nobody waits for takes several rows, before the statement behind it', async (t) => {
      const { database } = await withNotes(engine, t);
      const seen = await database.transaction(async (trx) => {
        addNotes(trx, { id: 1, text: 'a' }, { id: 2, text: null });
        return selectNote(trx, { id: 2 });
      });
      assert.deepEqual(seen, [{ id: 2, text: null }]);
      assert.deepEqual(await noteIds(database), [1, 2]);
    });

    test('that nobody waits for and that fails undoes the transaction', async (t) => {
      const { database } = await withNotes(engine, t);
      const failing: Note[][] = [
        [
          { id: 1, text: 'a' },
          { id: 1, text: 'b' },
        ],
        [
          { id: 1, text: 'a' },
          { id: Number.NaN, text: 'b' },
        ],
      ];
      for (const rows of failing) {
        await assert.rejects(database.transaction(async (trx) => addNotes(trx, ...rows)));
        assert.deepEqual(await noteIds(database), []);
      }
    });

    test('with a parameter that is no column of what is given is refused before it is sent', async (t) => {
      const { database } = await opened(engine, t);
      const wrong = setCommand(noteColumns, (queries, given) =>
        notes(queries).selectFrom(given).selectAll().where('id', '>', 7),
      );
      const outcome = database.transaction(async (trx) => wrong(trx, { id: 1, text: null }));
      await assert.rejects(outcome, /has to be a column of "given"/);
    });
  });
}
