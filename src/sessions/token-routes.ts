import { Type } from 'typebox';
import { httpProblems, payload, type Routes } from '../http/index.ts';
import { sessionProblems } from './problems.ts';
import type { Sessions } from './sessions.ts';
import { publicSigningKeys } from './signing-keys.ts';
import { refreshTokens } from './tokens.ts';
import { tokensView, viewTokens } from './tokens-view.ts';

/** The next tokens of a session, and the keys that verify them. */
export function tokenRoutes(sessions: Sessions): Routes {
  return async (app) => {
    app.get(
      '/.well-known/jwks.json',
      {
        schema: {
          tags: ['Sessions'],
          summary: 'The public keys that verify access tokens (RFC 7517)',
          response: {
            200: Type.Object({ keys: Type.Array(Type.Object({}, { additionalProperties: true })) }),
          },
          problems: [httpProblems.database_unavailable],
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', 'public, max-age=300');
        return { keys: await publicSigningKeys(sessions.accessTokens.keys) };
      },
    );

    app.post(
      '/api/token/refresh/',
      {
        schema: {
          tags: ['Sessions'],
          summary: 'Get the next tokens for a refresh token',
          body: payload({ refresh_token: Type.String({ minLength: 1, maxLength: 2000 }) }),
          response: {
            200: Type.Object(tokensView),
          },
          problems: [
            httpProblems.malformed_body,
            httpProblems.validation_failed,
            sessionProblems.invalid_refresh_token,
            sessionProblems.refresh_token_reused,
            httpProblems.database_unavailable,
          ],
        },
      },
      async ({ body }) => viewTokens(await refreshTokens(sessions, body.refresh_token)),
    );
  };
}
