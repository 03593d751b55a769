import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../../test/engines.ts';
import type { Database } from '../database.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { addNote, noteIds, notes, withNotes } from '../fixtures/opened.ts';
import { startProxy } from '../fixtures/proxy.ts';
import { openDatabase } from '../open.ts';

/** Only ends a test that would hang. */
const hangMs = 5 * 60_000;

const postgresql = engines.find(({ name }) => name === 'postgresql')!;

describe('postgresql: a lost connection', { skip: postgresql.skip }, () => {
  test('during a transaction is DatabaseUnavailable, ends no process, and the next one works', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const outcome = database.transaction(async (trx) => {
      await notes(trx).insertInto('notes').values({ id: 1, text: null }).execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(database.read);
      await notes(trx).insertInto('notes').values({ id: 2, text: null }).execute();
    });
    await assert.rejects(outcome, DatabaseUnavailable);
    await addNote(database, 3);
    assert.deepEqual(await noteIds(database), [3]);
  });

  test('while a transaction waits for something else is noticed at its end', async (t) => {
    const { database } = await withNotes(postgresql, t);
    const outcome = database.transaction(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await sql`select pg_terminate_backend(${rows[0]!.pid}, 1000)`.execute(database.read);
      await noteIds(database);
    });
    await assert.rejects(outcome, DatabaseUnavailable);
    await addNote(database, 1);
  });

  test('of every kind at once is logged, and repaired by the next calls', async (t) => {
    const warnings: string[] = [];
    const { database } = await withNotes(postgresql, t, { onWarning: (message) => warnings.push(message) });
    await Promise.all(Array.from({ length: 50 }, (_, id) => addNote(database, id)));
    await Promise.all(Array.from({ length: 50 }, () => noteIds(database)));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database.read);
    await recovered(database, 100);
    assert.equal((await noteIds(database)).length, 51);
    assert.ok(warnings.includes('a connection to PostgreSQL was lost'));
  });

  test('with the server gone is an error for all who wait, before it is back', async (t) => {
    const { place } = await withNotes(postgresql, t);
    const proxy = await startProxy(place.url!);
    const database = await openDatabase({ url: proxy.url, dataDir: place.dataDir });
    t.after(async () => {
      await database.close();
      await proxy.close();
    });
    for (let round = 0; round < 3; round += 1) {
      const first = round * 10_000;
      const writes = Array.from({ length: 1000 }, (_, id) => addNote(database, first + id));
      const reads = Array.from({ length: 200 }, () => noteIds(database));
      const all = Promise.allSettled([...writes, ...reads]);
      await writes[0]; // Some are done, some running, most waiting.
      proxy.stop();
      const outcomes = await all;
      await assert.rejects(addNote(database, first + 5000), DatabaseUnavailable);
      await assert.rejects(noteIds(database), DatabaseUnavailable);
      await assert.rejects(database.ping(), DatabaseUnavailable);
      const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      assert.ok(errors.length > 0);
      for (const error of errors) assert.ok(error instanceof DatabaseUnavailable, String(error));

      proxy.start();
      await recovered(database, first + 6000);
      const ids = new Set(await noteIds(database));
      for (const [id, outcome] of outcomes.slice(0, writes.length).entries()) {
        if (outcome.status === 'fulfilled') assert.ok(ids.has(first + id), 'an acknowledged write is lost');
      }
    }
  });

  test('to a server that has fallen silent makes ping fail, though nothing is ever answered', async (t) => {
    const { place } = await withNotes(postgresql, t);
    const proxy = await startProxy(place.url!);
    const database = await openDatabase({ url: proxy.url, dataDir: place.dataDir });
    await database.ping();
    proxy.silence();
    await assert.rejects(database.ping(), DatabaseUnavailable);
    proxy.stop();
    await database.close();
    await proxy.close();
  });
});

/** Resolves when a write and a read work again. */
async function recovered(database: Database, id: number): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    try {
      await addNote(database, id);
      await noteIds(database);
      await database.ping();
      return;
    } catch (error) {
      if (performance.now() - startedAt > hangMs) throw error;
    }
  }
}
