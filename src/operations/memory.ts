import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back to the system what loading the program has left behind: V8 keeps three times the heap that it needs at rest,
 * and by itself returns none of it. Takes about 0.1 s, in which nothing else runs. From then on V8 collects when the heap
 * has grown by half, where it would let it grow fourfold on a machine with much memory.
 */
export function giveMemoryBack(): void {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--expose-gc');
  const collect: NodeJS.GCFunction = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  // One must live through it: V8 forgets the shape of objects of which none is left, and this one's, which Node makes with
  // computed keys, it would never learn as well again. Each call would take six times as long, at several a request.
  process.nextTick(() => {});
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
