export { createPhoneChange, type PhoneChange } from './phone-change.ts';
export { phoneChangeRoutes } from './phone-change-routes.ts';
export { signInProblems } from './problems.ts';
export { forgetSends, reportOnSending, type SendingReport } from './report.ts';
export { signInRoutes } from './routes.ts';
export { countingSince } from './send-limits.ts';
export {
  type CodeRequest,
  createSending,
  type SendCode,
  type SendingRules,
  type SentCode,
} from './sending.ts';
export { createSignIn, type OnFirstSignIn, type SignIn } from './sign-in.ts';
export {
  eraseNumber as eraseCodes,
  removeOld as removeOldChallenges,
  successesSince,
} from './store.ts';
export { fixedCode } from './test-phone-numbers.ts';
export { createVerification, type Verify } from './verification.ts';
