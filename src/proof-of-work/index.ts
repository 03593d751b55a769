export { proofProblems } from './problems.ts';
export { createProofs, type ProofOutcome, type Proofs } from './proofs.ts';
export { type ShownProof, showProof } from './shown-proof.ts';
export { type Challenge, proofField } from './solution.ts';
export { removeExpired as removeExpiredProofs } from './store.ts';
export type { Level, Work } from './work.ts';
