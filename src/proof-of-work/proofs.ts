import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Transaction } from '../db/index.ts';
import { Problem } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { proofProblems } from './problems.ts';
import { isSolved, secretsOf } from './signature.ts';
import { type Challenge, parseSolution } from './solution.ts';
import * as store from './store.ts';
import { type Level, raise, standardWork, type Work } from './work.ts';

/** What a solution is worth, or why it is worth nothing. */
export type ProofOutcome = Level | 'invalid' | 'expired' | 'replayed';

/** Proof of work (ALTCHA, version 2), asked and checked by this service alone. */
export interface Proofs {
  /** A new challenge, signed, to be solved within five minutes. It costs a fraction of a millisecond of work here. */
  challenge(level?: Level): Promise<Challenge>;
  /**
   * Accepts a solution once: its level for the first transaction that commits it. It may be called inside any transaction,
   * because it awaits nothing but the database.
   */
  accept(trx: Transaction, solution: string): Promise<ProofOutcome>;
  /** The Problem `proof_required` with a new challenge. Not to be awaited inside a transaction. */
  demand(level?: Level): Promise<Problem>;
}

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly key: DerivedKey<'proofs'>;
  /** How much to ask for at the standard level; by default about a million iterations. */
  readonly work?: Work;
}

const expiresAfterSeconds = 300;
const algorithm = 'PBKDF2/SHA-256';

export function createProofs({ clock, random, key, work = standardWork }: Options): Proofs {
  const secrets = secretsOf(key);
  const works: Readonly<Record<Level, Work>> = { standard: work, raised: raise(work) };

  async function challenge(level: Level = 'standard'): Promise<Challenge> {
    const { cost, counterMin, counterMax } = works[level];
    const { parameters, signature } = await createChallenge({
      algorithm,
      cost,
      // Drawn in secret: the answer holds half of the key it leads to, and only the whole key is a solution.
      counter: counterMin + random.below(counterMax - counterMin + 1),
      deriveKey,
      expiresAt: Math.floor(clock.now() / 1000) + expiresAfterSeconds,
      hmacSignatureSecret: secrets.challenge,
      hmacKeySignatureSecret: secrets.solution,
    });
    return { parameters, signature } as Challenge;
  }

  return {
    challenge,

    async accept(trx, text) {
      const solution = parseSolution(text);
      if (solution === undefined || !isSolved(solution, secrets)) return 'invalid';
      const { nonce, cost, expiresAt } = solution.challenge.parameters;
      if (expiresAt * 1000 <= clock.now()) return 'expired';
      // The nonce is signed, so one challenge has one id however its solution is spelled; and so is the cost.
      if (!(await store.use(trx, { id: nonce, expiresAt: expiresAt * 1000 }))) return 'replayed';
      return cost < works.raised.cost ? 'standard' : 'raised';
    },

    async demand(level) {
      return new Problem(proofProblems.proof_required, { extensions: { challenge: await challenge(level) } });
    },
  };
}
