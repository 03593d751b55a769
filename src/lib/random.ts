import { randomBytes, randomInt } from 'node:crypto';

/** Randomness as a dependency: the real one is cryptographic, a test brings its own. */
export interface Random {
  bytes(length: number): Buffer;
  /** A whole number from 0 to `limit - 1`, each equally likely. */
  below(limit: number): number;
}

const reserveBytes = 4096;
/** Read in advance: a call to the system's source costs the same for 4 KiB as for 16 bytes. */
let reserve = Buffer.alloc(0);

function takeBytes(length: number): Buffer {
  if (length > reserveBytes) return randomBytes(length);
  if (length > reserve.length) reserve = randomBytes(reserveBytes);
  const taken = Buffer.from(reserve.subarray(0, length));
  // The bytes may become a secret, so no copy stays here.
  reserve.fill(0, 0, length);
  reserve = reserve.subarray(length);
  return taken;
}

export const secureRandom: Random = {
  bytes: takeBytes,
  below: (limit) => randomInt(limit),
};
