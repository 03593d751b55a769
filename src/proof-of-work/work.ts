/** How much a proof is worth. A raised one passes where a standard one is asked for, never the other way round. */
export type Level = 'standard' | 'raised';

/** How much a challenge asks for: `counter` derivations of `cost` iterations each (PBKDF2 with SHA-256). */
export interface Work {
  /** The iterations of one derivation, which is also what making a challenge costs the server. */
  readonly cost: number;
  /** How many derivations a solver needs: each number from `counterMin` to `counterMax` is equally likely. */
  readonly counterMin: number;
  readonly counterMax: number;
}

/**
 * 0.5 to 1.5 million iterations. Measured at one million on two cores of a server: 0.2 s in Node and in Chromium, 0.7 ms
 * for the server to ask; a phone needs a few seconds. Cheaper derivations cost a browser more in calls than in work.
 */
export const standardWork: Work = { cost: 2000, counterMin: 250, counterMax: 750 };

/**
 * Three times as much, for what would be refused without it. Measured at three million on the same machine: 0.4 s in
 * Chromium, 1.3 ms for the server to ask. A phone that is six times slower needs 2.6 s, 4 s at worst: more than a person
 * waits for gladly, and still less than a second for a program. The cost of one derivation grows instead of their
 * number, because it is signed and shows what was asked for.
 */
export const raise = (work: Work): Work => ({ ...work, cost: work.cost * 3 });
