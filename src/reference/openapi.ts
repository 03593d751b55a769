import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import fastify, { type RouteOptions } from 'fastify';
import type { Server } from '../http/index.ts';

/** Makes the OpenAPI document, once; the server must be ready. */
export type OpenApi = () => Promise<object>;

/** Collects the routes whose schemas make the OpenAPI document. Must be called before any route is added. */
export function collectOpenApi(app: Server, publicUrl: string): OpenApi {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route);
  });
  let document: Promise<object> | undefined;
  return () => {
    document ??= makeDocument(routes, publicUrl);
    return document;
  };
}

/** Made by the plugin in a separate server on first use: few processes ever need it. */
async function makeDocument(routes: readonly RouteOptions[], publicUrl: string): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger');
  const compile = () => () => () => '';
  const maker = fastify({
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: { buildValidator: compile, buildSerializer: compile } },
  });
  await maker.register(swagger, { openapi: describeService(publicUrl) });
  for (const { method, url, schema } of routes) {
    maker.route({ method, url, ...(schema && { schema }), handler: () => undefined });
  }
  await maker.ready();
  const document = maker.swagger();
  await maker.close();
  return document;
}

function describeService(publicUrl: string): NonNullable<FastifyDynamicSwaggerOptions['openapi']> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pozovi',
      version: '1',
      description:
        'Sign in with a code sent to a phone, and bring friends by invite codes.\n\n' +
        'Every path works with and without its trailing slash. Errors are RFC 9457 problems; `code` is stable, and `type` ' +
        'is the address of a page that explains it. `detail` is in Russian or English by `Accept-Language`. Any request may ' +
        'also meet what is declared at none: `malformed_request`, `not_found`, `method_not_allowed`, `request_timeout`, ' +
        '`headers_too_large` and `internal_error`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    tags: [
      { name: 'Sign-in', description: 'Prove a phone number with a code.' },
      { name: 'Profile', description: "A person's own data." },
      { name: 'Referrals', description: 'Who came by whose invite code.' },
      { name: 'Sessions', description: 'Tokens, keys and devices.' },
      { name: 'Operation', description: 'For whoever runs the service.' },
      { name: 'Development', description: 'Only in development mode.' },
    ],
  };
}
