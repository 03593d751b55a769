import { Type } from 'typebox';
import { defineProblems } from '../http/index.ts';

const suggestions = Type.Array(Type.String(), {
  description: 'Numbers that may have been meant, with their calling codes. Ask the person which.',
  examples: [['+375291234567']],
});

export const codeProblems = defineProblems({
  invalid_phone_number: { status: 400, extensions: { suggestions } },
  invalid_code: { status: 400 },
  country_not_allowed: { status: 403 },
  phone_number_taken: { status: 409 },
  resend_too_soon: { status: 429 },
  too_many_codes: { status: 429 },
  sms_unavailable: { status: 503 },
});
