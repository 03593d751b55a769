import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, test } from 'node:test';
import { setImmediate as nextTick } from 'node:timers/promises';
import { sql } from 'kysely';
import { engines } from '../../test/engines.ts';
import { brokenConstraint } from './constraint.ts';
import { DatabaseUnavailable } from './errors.ts';
import { addNote, noteIds, notes, withNotes } from './fixtures/opened.ts';
import type { Transaction } from './index.ts';
import { lock } from './lock.ts';

for (const engine of engines) {
  describe(`${engine.name}: a transaction`, { skip: engine.skip }, () => {
    test('returns what its work returns, and its rows are there', async (t) => {
      const { database } = await withNotes(engine, t);
      const value = await database.transaction(async (trx) => {
        await notes(trx).insertInto('notes').values({ id: 1, text: 'a' }).execute();
        return notes(trx).selectFrom('notes').selectAll().executeTakeFirstOrThrow();
      });
      assert.deepEqual(value, { id: 1, text: 'a' });
      assert.deepEqual(await noteIds(database), [1]);
    });

    test('that throws leaves nothing and rejects with the same error', async (t) => {
      const { database } = await withNotes(engine, t);
      const mine = new Error('mine');
      const outcome = database.transaction(async (trx) => {
        await notes(trx).insertInto('notes').values({ id: 1, text: null }).execute();
        throw mine;
      });
      await assert.rejects(outcome, (error) => error === mine);
      assert.deepEqual(await noteIds(database), []);
    });

    test('that violates a constraint does not affect its parallel neighbours', async (t) => {
      const { database } = await withNotes(engine, t);
      await addNote(database, 5);
      const outcomes = await Promise.allSettled([1, 2, 5, 3, 5, 4].map((id) => addNote(database, id)));
      assert.deepEqual(
        outcomes.map(({ status }) => status === 'fulfilled'),
        [true, true, false, true, false, true],
      );
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') assert.equal(brokenConstraint(outcome.reason), 'unique');
      }
      assert.deepEqual(await noteIds(database), [1, 2, 3, 4, 5]);
    });

    test('cannot go on after a failed statement, nor be kept', async (t) => {
      const { database } = await withNotes(engine, t);
      await addNote(database, 1);
      let second: unknown;
      const outcome = database.transaction(async (trx) => {
        await notes(trx).insertInto('notes').values({ id: 2, text: null }).execute();
        await notes(trx)
          .insertInto('notes')
          .values({ id: 1, text: null })
          .execute()
          .catch(() => {});
        await notes(trx)
          .insertInto('notes')
          .values({ id: 3, text: null })
          .execute()
          .catch((error) => {
            second = error;
          });
      });
      await assert.rejects(outcome, /a statement failed and the transaction went on/);
      assert.match(String(second), /an earlier statement of this transaction has failed/);
      assert.deepEqual(await noteIds(database), [1]);
    });

    test('refuses statements after its end', async (t) => {
      const { database } = await withNotes(engine, t);
      let escaped: Transaction | undefined;
      await database.transaction(async (trx) => {
        escaped = trx;
      });
      await assert.rejects(
        notes(escaped!).insertInto('notes').values({ id: 1, text: null }).execute(),
        /transaction that has ended/,
      );
      assert.deepEqual(await noteIds(database), []);
    });

    test('inside another is refused, and after it is not', async (t) => {
      const { database } = await withNotes(engine, t);
      await assert.rejects(
        database.transaction(() => addNote(database, 1)),
        /inside a transaction/,
      );
      await addNote(database, 2);
      assert.deepEqual(await noteIds(database), [2]);
    });

    test('that waits for something else keeps its promise', async (t) => {
      const { database } = await withNotes(engine, t);
      const slow = database.transaction(async (trx) => {
        await notes(trx).insertInto('notes').values({ id: 1, text: null }).execute();
        for (let tick = 0; tick < 20; tick += 1) await nextTick();
        await notes(trx).insertInto('notes').values({ id: 2, text: null }).execute();
        throw new Error('too late');
      });
      await Promise.all([assert.rejects(slow, /too late/), addNote(database, 3)]);
      assert.deepEqual(await noteIds(database), [3]);
    });

    test('runs in the asynchronous context of its caller', async (t) => {
      const { database } = await withNotes(engine, t);
      const context = new AsyncLocalStorage<number>();
      const seen = await Promise.all(
        [1, 2, 3].map((n) => context.run(n, () => database.transaction(async () => context.getStore()))),
      );
      assert.deepEqual(seen, [1, 2, 3]);
    });

    test('holds a lock of a name alone, to its end', async (t) => {
      const { database } = await withNotes(engine, t);
      await addNote(database, 0, '0');
      const add = () =>
        database.transaction(async (trx) => {
          await lock(trx, 'sum');
          const { text } = await notes(trx).selectFrom('notes').select('text').executeTakeFirstOrThrow();
          await nextTick();
          await notes(trx)
            .updateTable('notes')
            .set({ text: String(Number(text) + 1) })
            .execute();
        });
      await Promise.all(Array.from({ length: 30 }, add));
      const { text } = await notes(database.read)
        .selectFrom('notes')
        .select('text')
        .executeTakeFirstOrThrow();
      assert.equal(text, '30');
    });

    test('is one of 400 at once, and all succeed', async (t) => {
      const { database } = await withNotes(engine, t);
      await Promise.all(Array.from({ length: 400 }, (_, id) => addNote(database, id)));
      assert.equal((await noteIds(database)).length, 400);
    });

    test('sees its own writes; reads outside it see them only after it', async (t) => {
      const { database } = await withNotes(engine, t);
      await database.transaction(async (trx) => {
        await notes(trx).insertInto('notes').values({ id: 1, text: null }).execute();
        assert.equal((await notes(trx).selectFrom('notes').selectAll().execute()).length, 1);
        assert.deepEqual(await noteIds(database), []);
      });
      assert.deepEqual(await noteIds(database), [1]);
    });

    test('and a read are refused as unavailable once the database is closed; those under way are finished', async (t) => {
      const { database } = await withNotes(engine, t);
      const underWay = [1, 2, 3].map((id) => addNote(database, id));
      await Promise.all([...underWay, database.close()]);
      await assert.rejects(addNote(database, 4), DatabaseUnavailable);
      await assert.rejects(sql`select 1`.execute(database.read), DatabaseUnavailable);
      await assert.rejects(database.ping(), DatabaseUnavailable);
      await database.close();
    });
  });
}
