import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../../test/engines.ts';
import type { WaitingProgress } from '../database.ts';
import { DatabaseRefusal, DatabaseUnavailable } from '../errors.ts';
import { addNote, noteIds, notes, opened, withNotes } from '../fixtures/opened.ts';
import { startProxy } from '../fixtures/proxy.ts';
import { openDatabase } from '../open.ts';
import { refusalOfPostgresql } from './version.ts';

const postgresql = engines.find(({ name }) => name === 'postgresql')!;

/** A reserved port, on which nothing listens today and which the system never assigns. */
const closedPort = 1;

describe('opening a PostgreSQL', () => {
  test('that stays away says what was tried for how long, without the password', async () => {
    const progress: WaitingProgress[] = [];
    const outcome = openDatabase({
      url: `postgres://someone:hush@127.0.0.1:${closedPort}/shop`,
      dataDir: '',
      waitSeconds: 2,
      onWaiting: (step) => progress.push(step),
    });
    await assert.rejects(outcome, (error: Error) => {
      assert.ok(error instanceof DatabaseUnavailable);
      assert.match(
        error.message,
        new RegExp(`127\\.0\\.0\\.1:${closedPort}/shop did not answer for \\d s.*ECONNREFUSED`),
      );
      assert.doesNotMatch(JSON.stringify([error.message, progress]), /hush/);
      return true;
    });
    assert.ok(progress.length >= 1);
    assert.deepEqual(progress[0], {
      triedSeconds: 0,
      target: `127.0.0.1:${closedPort}/shop`,
      error: `connect ECONNREFUSED 127.0.0.1:${closedPort}`,
    });
  });

  test('by an invalid address is refused without showing the address', async () => {
    for (const url of ['mysql://root:hush@127.0.0.1/x', 'postgres://a:hush@[nowhere/x', 'hush']) {
      const outcome = openDatabase({ url, dataDir: '', waitSeconds: 0 });
      await assert.rejects(outcome, (error: Error) => {
        assert.ok(error instanceof DatabaseRefusal, String(error));
        assert.doesNotMatch(error.message, /hush/);
        return true;
      });
    }
  });

  test('older than 15 is refused', () => {
    assert.match(refusalOfPostgresql(140012, '14.12') ?? '', /14\.12 is too old/);
    assert.equal(refusalOfPostgresql(150000, '15.0'), undefined);
    assert.equal(refusalOfPostgresql(180003, '18.3'), undefined);
  });
});

describe('postgresql: opening', { skip: postgresql.skip }, () => {
  test('waits for a server that starts later', async (t) => {
    const { place } = await opened(postgresql, t);
    const proxy = await startProxy(place.url!);
    proxy.stop();
    const database = await openDatabase({
      url: proxy.url,
      dataDir: '',
      onWaiting: () => proxy.start(),
    });
    await database.ping();
    assert.match(database.version, /^\d+\.\d+/);
    await database.close();
    await proxy.close();
  });

  test('a database that is not there is refused at once', async (t) => {
    const { place } = await opened(postgresql, t);
    const url = new URL(place.url!);
    url.pathname = '/pozovi_no_such_database';
    await assert.rejects(openDatabase({ url: url.href, dataDir: '' }), DatabaseRefusal);
  });

  test('without prepared statements, work is done alike, and the server keeps none', async (t) => {
    for (const preparedStatements of [true, false]) {
      const { database } = await withNotes(postgresql, t, { preparedStatements });
      await Promise.all(Array.from({ length: 20 }, (_, id) => addNote(database, id, `note ${id}`)));
      await assert.rejects(addNote(database, 7));
      assert.deepEqual(
        await noteIds(database),
        Array.from({ length: 20 }, (_, id) => id),
      );
      const kept = await database.transaction(async (trx) => {
        await notes(trx).selectFrom('notes').select('text').where('id', '=', 7).execute();
        return sql<{ name: string }>`select name from pg_prepared_statements where not from_sql`.execute(trx);
      });
      assert.equal(kept.rows.length > 0, preparedStatements);
    }
  });
});
