import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompiledQuery } from 'kysely';
import { transactionConnection } from './connection.ts';
import type { Builder } from './kysely.ts';
import type { Transaction } from './tables.ts';
import { refuseNesting, runWork } from './transaction-work.ts';

function fakes() {
  const executed: string[] = [];
  const connection = transactionConnection({
    execute: async ({ sql }) => {
      executed.push(sql);
      return { rows: [] };
    },
    script: async () => {},
    lock: async () => {},
  });
  const query = { sql: 'select 1', parameters: [] } as unknown as CompiledQuery;
  const transaction = {} as Transaction;
  const builder = { transaction: () => transaction } as unknown as Builder;
  return { builder, connection, executed, query, transaction };
}

describe('the work of a transaction', () => {
  test('that hangs is given up after its limit, and can do nothing more', async () => {
    const { builder, connection, executed, query } = fakes();
    let resume = () => {};
    let late: Promise<unknown> | undefined;
    const hanging = async () => {
      await connection.executeQuery(query);
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
      late = connection.executeQuery(query);
      await late;
    };
    await assert.rejects(runWork(builder, connection, hanging, 0.02), /took longer than 0\.02 s/);
    resume();
    await new Promise(setImmediate);
    await assert.rejects(late ?? Promise.resolve(), /transaction that has ended/);
    assert.deepEqual(executed, ['select 1']);
  });

  test('gets its transaction; another one inside it is refused, and allowed after its end', async () => {
    const { builder, connection, transaction } = fakes();
    let afterwards = () => {};
    const value = await runWork(
      builder,
      connection,
      async (trx) => {
        assert.equal(trx, transaction);
        assert.throws(refuseNesting, /inside a transaction/);
        afterwards = refuseNesting;
        return 7;
      },
      1,
    );
    assert.equal(value, 7);
    assert.doesNotThrow(afterwards);
  });
});
