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

/** What proof of work (ALTCHA, version 2) needs; it is asked and checked by this service alone. */
export interface Proofs {
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  /** How much to ask for at each level. */
  readonly works: Readonly<Record<Level, Work>>;
}

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly key: DerivedKey<'proofs'>;
  /** How much to ask for at the standard level; by default about a million iterations. */
  readonly work?: Work;
}

/** What a solution is worth, or why it is worth nothing. */
export type ProofOutcome = Level | 'missing' | 'invalid' | 'expired' | 'replayed';

export const proofTtlSeconds = 300;
const algorithm = 'PBKDF2/SHA-256';

export function createProofs({ clock, random, key, work = standardWork }: Options): Proofs {
  return { clock, random, secrets: secretsOf(key), works: { standard: work, raised: raise(work) } };
}

/** A new challenge, signed, to be solved within five minutes. To make one costs about a millisecond of work here. */
export async function newProofChallenge(proofs: Proofs, level: Level = 'standard'): Promise<Challenge> {
  const { clock, random, secrets } = proofs;
  const { cost, counterMin, counterMax } = proofs.works[level];
  const { parameters, signature } = await createChallenge({
    algorithm,
    cost,
    // Drawn in secret: the answer holds half of the key it leads to, and only the whole key is a solution.
    counter: counterMin + random.below(counterMax - counterMin + 1),
    deriveKey,
    expiresAt: Math.floor(clock.now() / 1000) + proofTtlSeconds,
    hmacSignatureSecret: secrets.challenge,
    hmacKeySignatureSecret: secrets.solution,
  });
  return { parameters, signature } as Challenge;
}

/**
 * Accepts a solution once: it has its level for the first transaction that commits it, and counts for every reason that
 * this one has. May be called inside any transaction, because it awaits nothing but the database.
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
  // The nonce is signed, so one challenge has one id however its solution is spelled; and so is the cost.
  if (!(await store.use(trx, { id: nonce, expiresAt: expiresAt * 1000 }))) return 'replayed';
  return cost < proofs.works.raised.cost ? 'standard' : 'raised';
}

/** Whether an accepted solution is worth that level. */
export function isWorth(outcome: ProofOutcome, level: Level): boolean {
  return outcome === level || outcome === 'raised';
}

/** The Problem `proof_required` with a new challenge. Not to be awaited inside a transaction. */
export async function proofRequired(proofs: Proofs, level?: Level): Promise<Problem> {
  return new Problem(proofProblems.proof_required, {
    extensions: { challenge: await newProofChallenge(proofs, level) },
  });
}
