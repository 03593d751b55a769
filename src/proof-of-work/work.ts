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
