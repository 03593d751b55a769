import swagger from '@fastify/swagger';
import type { Server } from '../http/index.ts';

/** Collects the OpenAPI document from the routes' schemas. To be called before any route is added. */
export async function collectOpenApi(app: Server, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
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
    },
  });
}
