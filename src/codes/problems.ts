import { defineProblems } from '../http/index.ts';

export const signInProblems = defineProblems({
  invalid_phone_number: { status: 400 },
  invalid_code: { status: 400 },
  country_not_allowed: { status: 403 },
  phone_number_taken: { status: 409 },
  resend_too_soon: { status: 429 },
  too_many_codes: { status: 429 },
  sms_unavailable: { status: 503 },
});
