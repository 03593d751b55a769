import { defineProblems } from '../http/index.ts';

export const pageProblems = defineProblems({
  wrong_origin: { status: 403 },
});
