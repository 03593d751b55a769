import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { engines } from '../../test/engines.ts';
import { type Database, DatabaseUnavailable, openDatabase } from '../db/index.ts';
import type { MessageId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { createOutcomes } from './outcomes.ts';
import { insert, listMessages } from './store.ts';

const idOf = (number: number) => `msg_${String(number).padStart(32, '0')}` as MessageId;

/** A database with `count` messages that have just been handed over. */
async function withMessages(engine: (typeof engines)[number], t: TestContext, count: number) {
  const place = await engine.createMigrated();
  const database = await openDatabase(place);
  t.after(async () => {
    await database.close();
    await place.remove();
  });
  await database.transaction(async (trx) => {
    for (let number = 1; number <= count; number++) {
      insert(trx, {
        ...{ id: idOf(number), phone_number: '+79990000000' as PhoneNumber, purpose: 'sign_in' },
        ...{ provider: 'simulated', status: 'sending', created_at: number, text: null, code: null },
      });
    }
  });
  return database;
}

for (const engine of engines) {
  const { skip } = engine;

  test(`${engine.name}: outcomes that come while others are being written share one transaction, and each resolves once it is durable`, {
    skip,
  }, async (t) => {
    const database = await withMessages(engine, t, 50);
    let transactions = 0;
    const counted: Database = {
      ...database,
      transaction: (work, options) => {
        transactions += 1;
        return database.transaction(work, options);
      },
    };
    const outcomes = createOutcomes(counted);
    const first = outcomes.write(idOf(1), 'sent');
    await Promise.resolve();
    const others = Array.from({ length: 49 }, (_, index) =>
      outcomes.write(idOf(index + 2), index % 2 === 0 ? 'failed' : 'sent'),
    );
    await first;
    const early = (await listMessages(database.read, undefined, { limit: 100 })).rows;
    assert.ok(early.some(({ id, status }) => id === idOf(1) && status === 'sent'));
    await Promise.all(others);
    const rows = (await listMessages(database.read, undefined, { limit: 100 })).rows;
    assert.equal(rows.length, 50);
    for (const { id, status } of rows) {
      const number = Number(id.slice(4));
      assert.equal(status, number === 1 || number % 2 === 1 ? 'sent' : 'failed', id);
    }
    assert.equal(transactions, 2);
  });

  test(`${engine.name}: a batch whose transaction fails rejects, and the next one is written`, {
    skip,
  }, async (t) => {
    const database = await withMessages(engine, t, 2);
    let isAway = true;
    const failing: Database = {
      ...database,
      transaction: (work, options) => {
        if (isAway) throw new DatabaseUnavailable('away');
        return database.transaction(work, options);
      },
    };
    const outcomes = createOutcomes(failing);
    await assert.rejects(outcomes.write(idOf(1), 'sent'), DatabaseUnavailable);
    isAway = false;
    await outcomes.write(idOf(2), 'sent');
    const rows = (await listMessages(database.read, undefined, { limit: 100 })).rows;
    assert.deepEqual(
      rows.map(({ id }) => id),
      [idOf(2)],
    );
  });
}
