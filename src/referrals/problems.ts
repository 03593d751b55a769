import { defineProblems } from '../http/index.ts';

export const referralProblems = defineProblems({
  invite_code_not_found: { status: 404 },
  referrer_already_set: { status: 409 },
  returning_number: { status: 409 },
  own_invite_code: { status: 409 },
  referral_cycle: { status: 409 },
});
