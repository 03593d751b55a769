export { createAccessTokens } from './access-token.ts';
export { type ReadingGuard, type ReadSession, readingGuard, sessionGuard } from './guard.ts';
export { sessionProblems } from './problems.ts';
export { sessionRoutes } from './routes.ts';
export { refuseOtherSecretKey } from './secret-check.ts';
export type { Device, Session } from './session.ts';
export { callerOfCookie, sessionCookie } from './session-cookie.ts';
export { sessionView, viewSession } from './session-view.ts';
export {
  type Ending,
  endSessions,
  listSessions,
  type NewSession,
  requireRecentSignIn,
  type Sessions,
  startSession,
} from './sessions.ts';
export { WrongSecretKey } from './signing-key.ts';
export { listAll as listSigningKeys, removeRetired as removeRetiredKeys } from './signing-key-store.ts';
export {
  createSigningKeys,
  currentSigningKey,
  rotateSigningKey,
  type SigningKeys,
  verifiesUntil,
} from './signing-keys.ts';
export {
  eraseDevices,
  type LiveSession,
  listAll as listAllSessions,
  removeOld as removeOldSessions,
  type SessionAt,
  selectLiveSession,
} from './store.ts';
export { tokenRoutes } from './token-routes.ts';
export { issueTokens, refreshTokens, type Tokens } from './tokens.ts';
export { tokensView, viewTokens } from './tokens-view.ts';
