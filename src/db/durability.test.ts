import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engines } from '../../test/engines.ts';
import { startChild } from './fixtures/child.ts';
import { noteIds, withNotes } from './fixtures/opened.ts';

const kills = 5;

for (const engine of engines) {
  describe(`${engine.name}: what was acknowledged`, { skip: engine.skip }, () => {
    test(`is there after the writing process was killed, ${kills} times over`, async (t) => {
      const { database, place } = await withNotes(engine, t);
      const acknowledged = new Set<number>();
      for (let kill = 0; kill < kills; kill += 1) {
        const child = startChild(
          'writer.ts',
          place.dataDir,
          place.url ?? '',
          String(kill * 1_000_000),
          '1000000',
        );
        await child.printed(40 + kill * 25);
        child.process.kill('SIGKILL');
        assert.equal(await child.ended, null, 'it was killed, it did not end');
        for (const line of child.lines()) acknowledged.add(Number(line));
        const there = new Set(await noteIds(database));
        const lost = [...acknowledged].filter((id) => !there.has(id));
        assert.deepEqual(lost, []);
      }
      assert.ok(acknowledged.size >= 40 * kills);
    });

    test('by two processes that write at once is there, all of it', async (t) => {
      const { database, place } = await withNotes(engine, t);
      const count = 400;
      const children = [0, 1000].map((first) =>
        startChild('writer.ts', place.dataDir, place.url ?? '', String(first), String(count)),
      );
      const codes = await Promise.all(children.map(({ ended }) => ended));
      assert.deepEqual(codes, [0, 0]);
      const acknowledged = children.flatMap((child) => child.lines().map(Number)).sort((a, b) => a - b);
      assert.equal(acknowledged.length, 2 * count);
      assert.deepEqual(await noteIds(database), acknowledged);
    });
  });
}
