import { randomBytes, randomInt } from 'node:crypto';

/** Chance as an argument: the real one is cryptographic, a test brings its own. */
export interface Random {
  bytes(length: number): Buffer;
  /** A whole number from 0 to `limit - 1`, each equally likely. */
  below(limit: number): number;
}

export const secureRandom: Random = {
  bytes: (length) => randomBytes(length),
  below: (limit) => randomInt(limit),
};
