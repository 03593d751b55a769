import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { engines } from '../../../test/engines.ts';
import { openDatabase } from '../open.ts';

const [, engine] = engines;

test('parallel transactions open as many connections as the setting says, and no more', {
  skip: engine!.skip,
}, async (t) => {
  const place = await engine!.createDatabase();
  t.after(() => place.remove());
  for (const connectionsMax of [2, 5]) {
    const database = await openDatabase({ url: place.url, dataDir: place.dataDir, connectionsMax });
    const processes = await Promise.all(
      Array.from({ length: 20 }, () =>
        database.transaction(async (trx) => {
          const { rows } = await sql<{ id: number }>`select pg_backend_pid() as id`.execute(trx);
          return rows[0]?.id;
        }),
      ),
    );
    await database.close();
    assert.equal(new Set(processes).size, connectionsMax);
  }
});
