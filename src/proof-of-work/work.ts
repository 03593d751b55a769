/** The level of a proof. A raised one is accepted where a standard one is required, never the other way round. */
export type Level = 'standard' | 'raised';

/** The work of a challenge: `counter` derivations of `cost` iterations each (PBKDF2 with SHA-256). */
export interface Work {
  /** The iterations of one derivation, which is also the server's cost of making a challenge. */
  readonly cost: number;
  /** How many derivations a solver needs: each number from `counterMin` to `counterMax` is equally likely. */
  readonly counterMin: number;
  readonly counterMax: number;
}

/**
 * 0.5 to 1.5 million iterations. Measured at one million on two cores of a server: 0.2 s in Node and in Chromium, 0.7
 * ms for the server; a phone needs a few seconds. With cheaper derivations a browser spends more on calls than on work.
 */
export const standardWork: Work = { cost: 2000, counterMin: 250, counterMax: 750 };

/**
 * Three times the work, for requests that would be refused without it. Measured at three million on the same machine:
 * 0.4 s in Chromium, 1.3 ms for the server. A phone that is six times slower needs 2.6 s, at worst 4 s, which is the
 * most a person will wait. The cost of one derivation grows, not their number, because the cost is signed and shows the
 * level.
 */
export const raise = (work: Work): Work => ({ ...work, cost: work.cost * 3 });
