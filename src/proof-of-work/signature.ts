import { createHmac } from 'node:crypto';
import { isSameInConstantTime } from '../lib/constant-time.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import type { Solution } from './solution.ts';

/** The two secrets that ALTCHA signs with: the challenge, and the one key that solves it. */
export interface Secrets {
  readonly challenge: string;
  readonly solution: string;
}

/** Both secrets, each a key of its own. */
export function secretsOf(key: DerivedKey<'proofs'>): Secrets {
  const derive = (use: string) => createHmac('sha256', key).update(use).digest('hex');
  return { challenge: derive('challenge'), solution: derive('solution') };
}

/**
 * Whether the challenge was signed here and the solution is correct. The library can check this too, but it awaits
 * WebCrypto and reads the system's clock, which a transaction must not do.
 */
export function isSolved({ challenge, solution }: Solution, secrets: Secrets): boolean {
  const { parameters, signature } = challenge;
  // The library signs the parameters with their names in order (alphabetical, flat).
  const signed = JSON.stringify(Object.fromEntries(Object.entries(parameters).sort(byName)));
  return (
    isHmac(signature, secrets.challenge, signed) &&
    isHmac(parameters.keySignature, secrets.solution, Buffer.from(solution.derivedKey, 'hex'))
  );
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function isHmac(hex: string, secret: string, data: string | Buffer): boolean {
  return isSameInConstantTime(hex, createHmac('sha256', secret).update(data).digest('hex'));
}
