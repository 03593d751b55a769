export { proofProblems } from './problems.ts';
export { createProofs, type ProofOutcome, type Proofs } from './proofs.ts';
export { type Challenge, proofField } from './solution.ts';
export { removeExpired as removeExpiredProofs } from './store.ts';
export type { Work } from './work.ts';
