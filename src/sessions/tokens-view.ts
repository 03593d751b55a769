import { Type } from 'typebox';
import { secondsView } from '../http/index.ts';
import type { Tokens } from './tokens.ts';

/** The tokens of a signed-in client, in an answer. */
export const tokensView = Type.Object(
  {
    token: Type.String({ description: 'The access token. Send it as `Authorization: Bearer <token>`.' }),
    token_type: Type.Literal('Bearer'),
    expires_in: secondsView('Seconds until the access token expires.'),
    refresh_token: Type.String({
      description: 'Gets the next tokens with `refreshTokens`. Keep only the newest one.',
    }),
    refresh_expires_in: secondsView('Seconds until the refresh token expires, unless it is used before.'),
  },
  { title: 'Tokens', description: 'The tokens of a session.' },
);

export function viewTokens(tokens: Tokens) {
  return {
    token: tokens.accessToken,
    token_type: 'Bearer' as const,
    expires_in: tokens.expiresInSeconds,
    refresh_token: tokens.refreshToken,
    refresh_expires_in: tokens.refreshExpiresInSeconds,
  };
}
