import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompiledQuery } from 'kysely';
import { isShared, overRows, type SharedQuery } from '../../shared-query.ts';
import { batchedStatements } from './batched-statements.ts';

/** Reads or changes the row of each key: every row comes back with its key. */
function overKeys(kind: 'SelectQueryNode' | 'UpdateQueryNode', sql: string, ...keys: string[]): SharedQuery {
  const rows = keys.map((key) => ({ key }));
  return overRows({ ...plain(sql), query: { kind } } as unknown as CompiledQuery, rows, 'key');
}

const plain = (sql: string) =>
  ({
    sql,
    parameters: [],
    query: { kind: 'UpdateQueryNode' },
    queryId: { queryId: sql },
  }) as unknown as CompiledQuery;

/** Statements that are answered at the end of the tick, and what was sent, such as `a(1,2)`. */
function fakes(found: (key: string) => boolean = () => true) {
  const sent: string[] = [];
  const batched = batchedStatements(async (query) => {
    const keys = isShared(query) ? query.rows.map(({ key }) => String(key)) : [];
    sent.push(isShared(query) ? `${query.sql}(${keys})` : query.sql);
    if (query.sql === 'fail') throw new Error('failed');
    const rows = keys.filter(found).map((key) => ({ key, sql: query.sql }));
    return query.query.kind === 'SelectQueryNode' ? { rows } : { rows, numAffectedRows: BigInt(rows.length) };
  });
  return { batched, sent };
}

describe('the statements of a shared transaction', () => {
  test('are sent once for all participants that ask for the same one in a tick, in the order of their keys', async () => {
    const { batched, sent } = fakes((key) => key !== '2');
    const answers = await Promise.all(
      ['3', '1', '2'].map((key) => batched.join().execute(overKeys('SelectQueryNode', 'a', key))),
    );
    assert.deepEqual(sent, ['a(1,2,3)']);
    assert.deepEqual(
      answers.map(({ rows }) => rows),
      [[{ key: '3', sql: 'a' }], [{ key: '1', sql: 'a' }], []],
    );
  });

  test('keep the order of each participant', async () => {
    const { batched, sent } = fakes();
    const [first, second, third] = [batched.join(), batched.join(), batched.join()];
    await Promise.all([
      first.execute(overKeys('UpdateQueryNode', 'a', '1')),
      first.execute(plain('b')),
      first.execute(overKeys('UpdateQueryNode', 'a', '1')),
      second.execute(plain('c')),
      second.execute(overKeys('UpdateQueryNode', 'a', '2')),
      third.execute(overKeys('UpdateQueryNode', 'a', '3')),
    ]);
    assert.deepEqual(sent, ['c', 'a(1,3)', 'b', 'a(2)', 'a(1)']);
  });

  test('that give the same key are sent one after the other', async () => {
    const { batched, sent } = fakes();
    const ask = (key: string) => batched.join().execute(overKeys('UpdateQueryNode', 'a', key));
    await Promise.all([ask('1'), ask('2'), ask('1'), ask('1')]);
    assert.deepEqual(sent, ['a(1,2)', 'a(1)', 'a(1)']);
  });

  test('of a later tick are neither delayed nor mixed up', async () => {
    const { batched, sent } = fakes();
    const participant = batched.join();
    await participant.execute(overKeys('UpdateQueryNode', 'a', '1'));
    await Promise.all([
      participant.execute(overKeys('UpdateQueryNode', 'b', '1')),
      batched.join().execute(overKeys('UpdateQueryNode', 'b', '2')),
    ]);
    assert.deepEqual(sent, ['a(1)', 'b(1,2)']);
  });

  test('fail for all who asked', async () => {
    const { batched } = fakes();
    const asked = ['1', '2'].map((key) => batched.join().execute(overKeys('UpdateQueryNode', 'fail', key)));
    for (const { status } of await Promise.allSettled(asked)) assert.equal(status, 'rejected');
  });

  test('count as a change only for those whose row was changed, or may have been', async () => {
    const { batched } = fakes((key) => key === '1');
    const participants = ['1', '2', '3', '4'].map(() => batched.join());
    const [changed, unchanged, reading, failing] = participants;
    await Promise.allSettled([
      changed?.execute(overKeys('UpdateQueryNode', 'a', '1')),
      unchanged?.execute(overKeys('UpdateQueryNode', 'a', '2')),
      reading?.execute(overKeys('SelectQueryNode', 'b', '1')),
      failing?.execute(overKeys('UpdateQueryNode', 'fail', '4')),
    ]);
    assert.deepEqual(
      participants.map((participant) => participant.hasWritten()),
      [true, false, false, true],
    );
    void unchanged?.execute(overKeys('UpdateQueryNode', 'a', '2'));
    assert.equal(unchanged?.hasWritten(), true, 'while there is no answer');
  });

  test('hold no lock, which would not keep the others out', async () => {
    const participant = fakes().batched.join();
    await assert.rejects(participant.lock('name'), /takes no lock/);
    await assert.rejects(participant.script('select 1'), /runs no script/);
  });
});
