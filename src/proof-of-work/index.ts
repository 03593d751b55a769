export { proofProblems } from './problems.ts';
export {
  acceptProof,
  createProofs,
  isWorth,
  newProofChallenge,
  type ProofOutcome,
  type Proofs,
  proofRequired,
  proofTtlSeconds,
} from './proofs.ts';
export { type Challenge, proofField } from './solution.ts';
export { removeExpired as removeExpiredProofs } from './store.ts';
export type { Level } from './work.ts';
