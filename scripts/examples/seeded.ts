/** Time and chance that are the same in every run. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../src/lib/clock.ts';
import type { Random } from '../../src/lib/random.ts';

export interface StoppedClock extends Clock {
  advance(seconds: number): void;
}

/** Stands still at `at` (epoch milliseconds) until it is moved on. */
export function stoppedClock(at: number): StoppedClock {
  let now = at;
  return {
    now: () => now,
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}

export function seededRandom(seed: string): Random {
  let drawn = 0;
  function bytes(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let left = length; left > 0; left -= 32) {
      blocks.push(createHash('sha256').update(`${seed} ${drawn}`).digest());
      drawn += 1;
    }
    return Buffer.concat(blocks).subarray(0, length);
  }
  return { bytes, below: (limit) => bytes(6).readUIntBE(0, 6) % limit };
}
