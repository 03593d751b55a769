import { defineProblems } from '../http/index.ts';

export const sessionProblems = defineProblems({
  invalid_refresh_token: { status: 401 },
  refresh_token_reused: { status: 401 },
  fresh_sign_in_required: { status: 403 },
  session_not_found: { status: 404 },
});
