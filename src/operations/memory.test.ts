import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveMemoryBack } from './memory.ts';

test('what is not used any more is given back to the system, and nothing is left to be called', () => {
  let kept: object[] | undefined = Array.from({ length: 500_000 }, (_, index) => ({
    index,
    text: `${index}`,
  }));
  const heapBytes = process.memoryUsage().heapTotal;
  assert.equal(kept.length, 500_000);
  kept = undefined;
  giveMemoryBack();
  assert.ok(process.memoryUsage().heapTotal < heapBytes - 20_000_000, 'at least 20 MB of it');
  assert.equal(globalThis.gc, undefined);
});
