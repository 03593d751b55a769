import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../../test/engines.ts';
import type { Database } from '../database.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { addNote, noteIds, notes, opened, withNotes } from '../fixtures/opened.ts';
import type { Transaction } from '../index.ts';

const postgresql = engines.find(({ name }) => name === 'postgresql')!;

function fail(trx: Transaction, code: string): Promise<unknown> {
  return sql.raw(`do $$ begin raise exception 'forced' using errcode = '${code}'; end $$`).execute(trx);
}

describe('postgresql: a transaction', { skip: postgresql.skip }, () => {
  for (const code of ['40001', '40P01']) {
    test(`that fails with ${code} is run again from its beginning`, async (t) => {
      const { database } = await withNotes(postgresql, t);
      let runs = 0;
      const value = await database.transaction(async (trx) => {
        runs += 1;
        await notes(trx).insertInto('notes').values({ id: runs, text: null }).execute();
        if (runs < 3) await fail(trx, code);
        return 'done';
      });
      assert.equal(value, 'done');
      assert.deepEqual(await noteIds(database), [3]);
    });
  }

  test('that fails five times so is unavailable, and no sixth time is tried', async (t) => {
    const { database } = await opened(postgresql, t);
    let runs = 0;
    const outcome = database.transaction(async (trx) => {
      runs += 1;
      await fail(trx, '40001');
    });
    await assert.rejects(outcome, DatabaseUnavailable);
    assert.equal(runs, 5);
  });

  test('that fails otherwise is not run again', async (t) => {
    const { database } = await opened(postgresql, t);
    let runs = 0;
    const outcome = database.transaction(async (trx) => {
      runs += 1;
      await fail(trx, '22012');
    });
    await assert.rejects(outcome, { code: '22012' });
    assert.equal(runs, 1);
  });

  test('that meets a real deadlock gets through all the same', async (t) => {
    const { database } = await withNotes(postgresql, t);
    await addNote(database, 1);
    await addNote(database, 2);
    const arrived: (() => void)[] = [];
    const bothHoldOne = new Promise<void>((resolve) => {
      arrived.push(() => arrived.length > 2 && resolve());
    });
    const update = (trx: Transaction, id: number, text: string) =>
      notes(trx).updateTable('notes').set({ text }).where('id', '=', id).execute();
    const cross = (database: Database, first: number, second: number) =>
      database.transaction(async (trx) => {
        await update(trx, first, `${first}${second}`);
        arrived.push(() => {});
        arrived[0]!();
        await bothHoldOne;
        await update(trx, second, `${second}${first}`);
      });
    await Promise.all([cross(database, 1, 2), cross(database, 2, 1)]);
    assert.equal(arrived.length, 4, 'one of the two was run again');
  });

  test('whose work ends it by a statement is not taken for committed', async (t) => {
    const { database } = await opened(postgresql, t);
    const outcome = database.transaction(async (trx) => {
      await sql`rollback`.execute(trx);
    });
    await assert.rejects(outcome, /a statement has ended the transaction/);
  });
});

describe('postgresql: a statement prepared before its table changed', { skip: postgresql.skip }, () => {
  test('works on, in reads and in transactions', async (t) => {
    const { database } = await withNotes(postgresql, t);
    await addNote(database, 1, 'a');
    const read = () => notes(database.read).selectFrom('notes').selectAll().execute();
    const write = () =>
      database.transaction((trx) =>
        notes(trx).updateTable('notes').set({ text: 'b' }).returningAll().execute(),
      );
    await read();
    await write();
    await database.transaction((trx) => sql`alter table notes add column late bigint`.execute(trx));
    assert.deepEqual(await read(), [{ id: 1, text: 'b', late: null }]);
    assert.deepEqual(await write(), [{ id: 1, text: 'b', late: null }]);
  });
});
