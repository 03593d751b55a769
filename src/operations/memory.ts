import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How long nearly nothing was done, before memory is given back. */
const restMs = 2_000;
/** Which part of the time that is, at most. */
const restUtilizationMax = 0.05;

/**
 * Lets V8 collect when the heap has grown by half, where on a machine with much memory it would let it grow fourfold; and
 * gives back what the start has left behind as soon as the service is at rest, so that nobody waits for it.
 */
export function keepMemoryLow(): void {
  setFlagsFromString('--heap-growing-percent=50');
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    if (utilization > restUtilizationMax) return;
    clearInterval(timer);
    giveMemoryBack();
  }, restMs);
  timer.unref();
}

/**
 * Gives back to the system what loading the program has left behind: V8 keeps three times the heap that it needs at rest,
 * and by itself returns none of it. Takes about 0.1 s, in which nothing else runs.
 */
export function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc');
  const collect: NodeJS.GCFunction = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  // One must live through it: V8 forgets the shape of objects of which none is left, and this one's, which Node makes with
  // computed keys, it would never learn as well again. Each call would take six times as long, at several a request.
  process.nextTick(() => {});
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
