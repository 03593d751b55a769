import { defenceProblems } from '../defence/index.ts';
import { proofProblems } from '../proof-of-work/index.ts';
import { signInProblems } from './problems.ts';

/** The problems of sending a code, for whatever purpose. */
export const sendingProblems = [
  signInProblems.invalid_code,
  signInProblems.country_not_allowed,
  signInProblems.resend_too_soon,
  signInProblems.too_many_codes,
  defenceProblems.number_type_not_allowed,
  proofProblems.proof_required,
  defenceProblems.too_many_attempts,
  defenceProblems.too_many_requests,
  defenceProblems.sending_paused,
  signInProblems.sms_unavailable,
];
