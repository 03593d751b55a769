import { defineProblems } from '../http/index.ts';

export const defenceProblems = defineProblems({
  too_many_attempts: { status: 429 },
  too_many_requests: { status: 429 },
  sending_paused: { status: 429 },
  number_type_not_allowed: { status: 403 },
});
