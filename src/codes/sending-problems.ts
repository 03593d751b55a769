import { defenceProblems } from '../defence/index.ts';
import { proofProblems } from '../proof-of-work/index.ts';
import { codeProblems } from './problems.ts';

/** The problems of sending a code, for whatever purpose. */
export const sendingProblems = [
  codeProblems.invalid_code,
  codeProblems.country_not_allowed,
  codeProblems.resend_too_soon,
  codeProblems.too_many_codes,
  defenceProblems.number_type_not_allowed,
  proofProblems.proof_required,
  defenceProblems.too_many_attempts,
  defenceProblems.too_many_requests,
  defenceProblems.sending_paused,
  codeProblems.sms_unavailable,
];
