import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engines } from '../../test/engines.ts';
import { addNote, notes, opened, withNotes } from './fixtures/opened.ts';
import { statement } from './index.ts';

for (const engine of engines) {
  describe(`${engine.name}: a statement`, { skip: engine.skip }, () => {
    test('is built once and takes its parameters anew each time, alone and in a transaction', async (t) => {
      const { database } = await withNotes(engine, t);
      for (const id of [1, 2, 3]) await addNote(database, id, `text ${id}`);
      let builds = 0;
      const noteBetween = statement((queries, { from, to }: { from: number; to: number }) => {
        builds++;
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
}
