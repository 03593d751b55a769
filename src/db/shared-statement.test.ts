import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../test/engines.ts';
import { type Notes, noteIds, noteRows, notes, opened, withNotes } from './fixtures/opened.ts';
import { parameters, rowsOf, sharedCommand, sharedStatement } from './shared-statement.ts';

type Note = Notes['notes'];

/** Its types are the table's, which the types of this folder do not know. */
const rowsOfNotes = rowsOf('notes' as 'schema_migrations') as unknown as typeof noteRows;

const insertNote = sharedStatement(rowsOfNotes, 'id', (queries, rows, columns) =>
  notes(queries)
    .insertInto('notes')
    .columns(columns)
    .expression(({ selectFrom }) => selectFrom(rows).selectAll().where(sql<boolean>`true`))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
);

const selectNote = sharedStatement(parameters<{ id: number }>({ id: 'bigint' }), 'id', (queries, rows) =>
  notes(queries)
    .selectFrom(rows)
    .innerJoin('notes', 'notes.id', 'rows.id')
    .select(['notes.id', 'notes.text']),
);

const renameNote = sharedStatement(noteRows, 'id', (queries, rows) =>
  notes(queries)
    .updateTable('notes')
    .from(rows)
    .set(({ ref }) => ({ text: ref('rows.text') }))
    .whereRef('notes.id', '=', 'rows.id')
    .returning('notes.id'),
);

const addNotes = sharedCommand(noteRows, (queries, rows, columns) =>
  notes(queries)
    .insertInto('notes')
    .columns(columns)
    .expression(({ selectFrom }) => selectFrom(rows).selectAll()),
);

for (const engine of engines) {
  describe(`${engine.name}: a shared statement`, { skip: engine.skip }, () => {
    test('inserts, reads and changes the row that it is given, alone and in a transaction', async (t) => {
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

    test('with a parameter besides its rows is refused before it is sent', async (t) => {
      const { database } = await opened(engine, t);
      const wrong = sharedCommand(noteRows, (queries, rows) =>
        notes(queries).selectFrom(rows).selectAll().where('id', '>', 7),
      );
      const outcome = database.transaction(async (trx) => wrong(trx, { id: 1, text: null }));
      await assert.rejects(outcome, /have no other parameter/);
    });
  });
}
