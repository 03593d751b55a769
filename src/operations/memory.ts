import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back to the system what loading the program has left behind: V8 keeps three times the heap that it needs at rest,
 * and by itself returns none of it. Takes about 0.1 s, in which nothing else runs.
 */
export function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc');
  const collect: NodeJS.GCFunction = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
