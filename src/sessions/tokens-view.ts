import { Type } from 'typebox';
import type { Tokens } from './tokens.ts';

/** The tokens of a signed-in client, in an answer. */
export const tokensView = {
  token: Type.String({ description: 'The access token: send it as `Authorization: Bearer <token>`.' }),
  token_type: Type.Literal('Bearer'),
  expires_in: Type.Integer({ description: 'Seconds that the access token lives.' }),
  refresh_token: Type.String(),
  refresh_expires_in: Type.Integer({ description: 'Seconds within which the refresh token must be used.' }),
};

export function viewTokens(tokens: Tokens) {
  return {
    token: tokens.accessToken,
    token_type: 'Bearer' as const,
    expires_in: tokens.expiresInSeconds,
    refresh_token: tokens.refreshToken,
    refresh_expires_in: tokens.refreshExpiresInSeconds,
  };
}
