export { createAccessTokens } from './access-token.ts';
export { sessionProblems } from './problems.ts';
export { sessionRoutes } from './routes.ts';
export type { Device, Session } from './session.ts';
export { createSessions, type Sessions, type Tokens } from './sessions.ts';
export { removeRetired as removeRetiredKeys } from './signing-key-store.ts';
export { createSigningKeys, type SigningKeys } from './signing-keys.ts';
export { removeOld as removeOldSessions } from './store.ts';
export { tokensView, viewTokens } from './tokens-view.ts';
