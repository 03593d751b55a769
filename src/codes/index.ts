export { challengeIdField, requiringChallengeId, toChallengeId } from './challenge-id-field.ts';
export type { CodeRequest } from './code-request.ts';
export type { CodeRules, Codes } from './codes.ts';
export { codeProblems } from './problems.ts';
export { forgetSends, reportOnSending, type SendingReport } from './report.ts';
export {
  codeField,
  phoneNumberField,
  receivedCodesField,
  toCode,
  toPhoneNumber,
  toReceivedCodes,
} from './request-fields.ts';
export { type SentCode, sendCode } from './send-code.ts';
export { countingSince } from './send-limits.ts';
export { sendingProblems } from './sending-problems.ts';
export { sentCodeView, viewSentCode } from './sent-code-view.ts';
export { eraseNumber as eraseCodes, removeOld as removeOldChallenges, successesSince } from './store.ts';
export { isTestNumber } from './test-phone-numbers.ts';
export { type CodeAttempt, type CodeChecks, verifyCode } from './verify-code.ts';
