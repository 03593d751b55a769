import type { JWK } from 'jose';
import { Type } from 'typebox';
import { httpProblems, payload, type Routes } from '../http/index.ts';
import { sessionProblems } from './problems.ts';
import type { Sessions } from './sessions.ts';
import { publicSigningKeys } from './signing-keys.ts';
import { refreshTokens } from './tokens.ts';
import { tokensView, viewTokens } from './tokens-view.ts';

const keysCacheControl = 'public, max-age=300';

const keyView = Type.Unsafe<JWK>(
  Type.Object(
    {
      kty: Type.Literal('EC'),
      crv: Type.Literal('P-256'),
      x: Type.String(),
      y: Type.String(),
      kid: Type.String({ description: 'The id of the key, which access tokens name in their header.' }),
      alg: Type.Literal('ES256'),
      use: Type.Literal('sig'),
    },
    { title: 'SigningKey', description: 'A public key as a JSON Web Key.' },
  ),
);

const keysView = Type.Object(
  { keys: Type.Array(keyView) },
  {
    title: 'SigningKeys',
    description: 'A JSON Web Key Set.',
    headers: {
      'Cache-Control': {
        type: 'string',
        description: 'How long the keys may be cached.',
        examples: [keysCacheControl],
      },
    },
  },
);

const refreshTokensBody = payload(
  { refresh_token: Type.String({ minLength: 1, maxLength: 2000, description: 'The newest refresh token.' }) },
  { title: 'RefreshTokensRequest' },
);

/** The next tokens of a session, and the keys that verify them. */
export function tokenRoutes(sessions: Sessions): Routes {
  return async (app) => {
    app.get(
      '/.well-known/jwks.json',
      {
        schema: {
          operationId: 'getSigningKeys',
          tags: ['Sessions'],
          summary: 'Get the public keys that verify access tokens (RFC 7517)',
          description:
            'For backends that verify access tokens themselves. Get the keys again when a token names an unknown one.',
          response: { 200: keysView },
          problems: [httpProblems.database_unavailable],
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', keysCacheControl);
        return { keys: await publicSigningKeys(sessions.accessTokens.keys) };
      },
    );

    app.post(
      '/api/token/refresh/',
      {
        schema: {
          operationId: 'refreshTokens',
          tags: ['Sessions'],
          summary: 'Get the next tokens of a session',
          description:
            'Replaces the refresh token by a new one. A replaced token that comes back later ends the session ' +
            '(`refresh_token_reused`), because it may have been copied.',
          body: refreshTokensBody,
          response: { 200: tokensView },
          problems: [
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
