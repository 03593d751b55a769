import { defineProblems } from '../http/index.ts';
import { challengeView } from './solution.ts';

export const proofProblems = defineProblems({
  proof_required: {
    status: 403,
    extensions: { challenge: challengeView },
  },
});
