export { codeField, phoneNumberField, receivedCodesField, toPhoneNumber } from './phone-number-field.ts';
export { signInProblems } from './problems.ts';
export { forgetSends, reportOnSending, type SendingReport } from './report.ts';
export { countingSince } from './send-limits.ts';
export {
  type CodeRequest,
  createSending,
  type SendCode,
  type SendingRules,
  type SentCode,
} from './sending.ts';
export { sentCodeView, viewSentCode } from './sent-code-view.ts';
export { eraseNumber as eraseCodes, removeOld as removeOldChallenges, successesSince } from './store.ts';
export { fixedCode } from './test-phone-numbers.ts';
export { createVerification, type Guess, type Verify } from './verification.ts';
