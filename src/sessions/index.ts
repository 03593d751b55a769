export { type AccessClaims, createAccessTokens } from './access-token.ts';
export { sessionProblems } from './problems.ts';
export { sessionRoutes } from './routes.ts';
export type { Device, Session } from './session.ts';
export { createSessionCookies, type SessionCookies } from './session-cookie.ts';
export { sessionView, viewSession } from './session-view.ts';
export { createSessions, type Ending, type Sessions, type Tokens } from './sessions.ts';
export { removeRetired as removeRetiredKeys } from './signing-key-store.ts';
export { createSigningKeys, type SigningKeys } from './signing-keys.ts';
export {
  eraseDevices,
  isAlive,
  listAll as listAllSessions,
  removeOld as removeOldSessions,
} from './store.ts';
export { tokensView, viewTokens } from './tokens-view.ts';
