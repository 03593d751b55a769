import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompiledQuery } from 'kysely';
import { isSet, type SetQuery } from '../../set-query.ts';
import { sharedStatements } from './shared-statements.ts';

/** Reads or changes the row of each key: every row comes back with its key. */
function overSet(kind: 'SelectQueryNode' | 'UpdateQueryNode', sql: string, ...keys: string[]): SetQuery {
  const query = { sql, parameters: keys.slice(0, 1), query: { kind }, queryId: { queryId: sql } };
  return { ...query, key: { name: 'key', index: 0 }, given: keys.map((key) => [key]) } as unknown as SetQuery;
}

const plain = (sql: string) =>
  ({
    sql,
    parameters: [],
    query: { kind: 'UpdateQueryNode' },
    queryId: { queryId: sql },
  }) as unknown as CompiledQuery;

/** Statements that are answered at the end of the turn, and what was sent, such as `a(1,2)`. */
function fakes(found: (key: string) => boolean = () => true) {
  const sent: string[] = [];
  const shared = sharedStatements(async (query) => {
    const keys = isSet(query) ? query.given.map(([key]) => String(key)) : [];
    sent.push(isSet(query) ? `${query.sql}(${keys})` : query.sql);
    if (query.sql === 'fail') throw new Error('failed');
    const rows = keys.filter(found).map((key) => ({ key, sql: query.sql }));
    return query.query.kind === 'SelectQueryNode' ? { rows } : { rows, numAffectedRows: BigInt(rows.length) };
  });
  return { shared, sent };
}

describe('the statements of those who share a transaction', () => {
  test('are sent once for all who ask for the same in one turn, in the order of their keys', async () => {
    const { shared, sent } = fakes((key) => key !== '2');
    const answers = await Promise.all(
      ['3', '1', '2'].map((key) => shared.share().execute(overSet('SelectQueryNode', 'a', key))),
    );
    assert.deepEqual(sent, ['a(1,2,3)']);
    assert.deepEqual(
      answers.map(({ rows }) => rows),
      [[{ key: '3', sql: 'a' }], [{ key: '1', sql: 'a' }], []],
    );
  });

  test('stay in the order in which each has asked for them', async () => {
    const { shared, sent } = fakes();
    const [first, second, third] = [shared.share(), shared.share(), shared.share()];
    await Promise.all([
      first.execute(overSet('UpdateQueryNode', 'a', '1')),
      first.execute(plain('b')),
      first.execute(overSet('UpdateQueryNode', 'a', '1')),
      second.execute(plain('c')),
      second.execute(overSet('UpdateQueryNode', 'a', '2')),
      third.execute(overSet('UpdateQueryNode', 'a', '3')),
    ]);
    assert.deepEqual(sent, ['c', 'a(1,3)', 'b', 'a(2)', 'a(1)']);
  });

  test('that give the same key are sent one after the other', async () => {
    const { shared, sent } = fakes();
    const ask = (key: string) => shared.share().execute(overSet('UpdateQueryNode', 'a', key));
    await Promise.all([ask('1'), ask('2'), ask('1'), ask('1')]);
    assert.deepEqual(sent, ['a(1,2)', 'a(1)', 'a(1)']);
  });

  test('that are asked for in a later turn are not held back, and not mixed up', async () => {
    const { shared, sent } = fakes();
    const share = shared.share();
    await share.execute(overSet('UpdateQueryNode', 'a', '1'));
    await Promise.all([
      share.execute(overSet('UpdateQueryNode', 'b', '1')),
      shared.share().execute(overSet('UpdateQueryNode', 'b', '2')),
    ]);
    assert.deepEqual(sent, ['a(1)', 'b(1,2)']);
  });

  test('fail for all who asked', async () => {
    const { shared } = fakes();
    const asked = ['1', '2'].map((key) => shared.share().execute(overSet('UpdateQueryNode', 'fail', key)));
    for (const { status } of await Promise.allSettled(asked)) assert.equal(status, 'rejected');
  });

  test('count as a change only for those whose row was changed, or may have been', async () => {
    const { shared } = fakes((key) => key === '1');
    const shares = ['1', '2', '3', '4'].map(() => shared.share());
    const [changed, unchanged, reading, failing] = shares;
    await Promise.allSettled([
      changed?.execute(overSet('UpdateQueryNode', 'a', '1')),
      unchanged?.execute(overSet('UpdateQueryNode', 'a', '2')),
      reading?.execute(overSet('SelectQueryNode', 'b', '1')),
      failing?.execute(overSet('UpdateQueryNode', 'fail', '4')),
    ]);
    assert.deepEqual(
      shares.map((share) => share.hasWritten()),
      [true, false, false, true],
    );
    void unchanged?.execute(overSet('UpdateQueryNode', 'a', '2'));
    assert.equal(unchanged?.hasWritten(), true, 'while there is no answer');
  });

  test('hold no lock, which would not keep the others out', async () => {
    const share = fakes().shared.share();
    await assert.rejects(share.lock('name'), /takes no lock/);
    await assert.rejects(share.script('select 1'), /runs no script/);
  });
});
