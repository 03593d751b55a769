import { createHash } from 'node:crypto';
import type { Random } from '../../src/lib/random.ts';

/** Repeatable randomness: the stream of SHA-256 over the seed and a counter. */
export function seededRandom(seed: string): Random {
  let block = Buffer.alloc(0);
  let blocks = 0;

  function bytes(length: number): Buffer {
    while (block.length < length) {
      const next = createHash('sha512').update(`${seed} ${blocks++}`).digest();
      block = Buffer.concat([block, next]);
    }
    const taken = block.subarray(0, length);
    block = block.subarray(length);
    return taken;
  }

  return {
    bytes,
    below(limit) {
      const bound = 2 ** 32 - (2 ** 32 % limit);
      for (;;) {
        const drawn = bytes(4).readUInt32BE();
        if (drawn < bound) return drawn % limit;
      }
    },
  };
}
