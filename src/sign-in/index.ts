export { signInProblems } from './problems.ts';
export { signInRoutes } from './routes.ts';
export { createSending, type SendCode, type SendingRules } from './sending.ts';
export { createSignIn, type OnFirstSignIn } from './sign-in.ts';
export { removeOld as removeOldChallenges, successesSince } from './store.ts';
export { createVerification, type Verify } from './verification.ts';
