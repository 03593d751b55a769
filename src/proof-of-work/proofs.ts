import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Transaction } from '../db/index.ts';
import { Problem } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { proofProblems } from './problems.ts';
import { isSolved, type Secrets, secretsOf } from './signature.ts';
import { type Challenge, parseSolution } from './solution.ts';
import * as store from './store.ts';
import { type Level, raise, standardWork, type Work } from './work.ts';

/** The dependencies of proof of work (ALTCHA, version 2), which this service makes and checks by itself. */
export interface Proofs {
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  /** The work of each level. */
  readonly works: Readonly<Record<Level, Work>>;
}

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly key: DerivedKey<'proofs'>;
  /** The work of the standard level; by default about a million iterations. */
  readonly work?: Work;
}

/** The level of a solution, or why it is refused. */
export type ProofOutcome = Level | 'missing' | 'invalid' | 'expired' | 'replayed';

export const proofTtlSeconds = 300;
const algorithm = 'PBKDF2/SHA-256';

export function createProofs({ clock, random, key, work = standardWork }: Options): Proofs {
  return { clock, random, secrets: secretsOf(key), works: { standard: work, raised: raise(work) } };
}

/** A new signed challenge. Making one takes about a millisecond of CPU. */
export async function newProofChallenge(proofs: Proofs, level: Level = 'standard'): Promise<Challenge> {
  const { clock, random, secrets } = proofs;
  const { cost, counterMin, counterMax } = proofs.works[level];
  const { parameters, signature } = await createChallenge({
    algorithm,
    cost,
    // Secret: the challenge shows half of the key it leads to, and only the whole key is a solution.
    counter: counterMin + random.below(counterMax - counterMin + 1),
    deriveKey,
    expiresAt: Math.floor(clock.now() / 1000) + proofTtlSeconds,
    hmacSignatureSecret: secrets.challenge,
    hmacKeySignatureSecret: secrets.solution,
  });
  return { parameters, signature } as Challenge;
}

/**
 * Accepts a solution once, for the first transaction that commits it. May be called inside any transaction, because it
 * awaits only the database.
 */
export async function acceptProof(
  proofs: Proofs,
  trx: Transaction,
  text: string | undefined,
): Promise<ProofOutcome> {
  if (text === undefined) return 'missing';
  const solution = parseSolution(text);
  if (solution === undefined || !isSolved(solution, proofs.secrets)) return 'invalid';
  const { nonce, cost, expiresAt } = solution.challenge.parameters;
  if (expiresAt * 1000 <= proofs.clock.now()) return 'expired';
  // The nonce and the cost are signed: a challenge has one id, however its solution is spelled.
  if (!(await store.use(trx, { id: nonce, expiresAt: expiresAt * 1000 }))) return 'replayed';
  return cost < proofs.works.raised.cost ? 'standard' : 'raised';
}

/** Whether an accepted solution is worth that level. */
export function isWorth(outcome: ProofOutcome, level: Level): boolean {
  return outcome === level || outcome === 'raised';
}

/** The Problem `proof_required` with a new challenge. Must not be awaited inside a transaction. */
export async function proofRequired(proofs: Proofs, level?: Level): Promise<Problem> {
  return new Problem(proofProblems.proof_required, {
    extensions: { challenge: await newProofChallenge(proofs, level) },
  });
}
