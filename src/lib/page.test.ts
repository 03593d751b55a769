import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Cursor, parseCursor } from './cursor.ts';
import { listStart, type PageRequest, toPage } from './page.ts';

/** As a store reads: newest first, after the cursor. */
function read(list: readonly Cursor[], { limit, after = listStart }: PageRequest) {
  const isBehind = ({ at, id }: Cursor) => at < after.at || (at === after.at && id < after.id);
  const sorted = list.toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
  return toPage(sorted.filter(isBehind).slice(0, limit + 1), limit, (row) => row);
}

test('following the cursors shows each row exactly once, and only full pages before the last', () => {
  const row = fc.record({ at: fc.nat(20), id: fc.stringMatching(/^\w{1,8}$/) }, { noNullPrototype: true });
  const rows = fc.uniqueArray(row, { selector: ({ at, id }) => `${at}:${id}`, maxLength: 40 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 10 }), (list, limit) => {
      const seen: Cursor[] = [];
      let after: Cursor | undefined;
      for (;;) {
        const page = read(list, { limit, after });
        seen.push(...page.rows);
        if (page.nextCursor === null) break;
        assert.equal(page.rows.length, limit);
        after = parseCursor(page.nextCursor);
        assert.ok(after !== undefined);
      }
      assert.equal(seen.length, list.length);
      assert.deepEqual(new Set(seen), new Set(list));
    }),
  );
});
