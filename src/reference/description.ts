import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';

/** What the document says of the service as a whole. */
export function describeService(publicUrl: string): NonNullable<FastifyDynamicSwaggerOptions['openapi']> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pozovi',
      version: '1',
      description:
        'Sign in with a code sent to a phone, and invite friends with invite codes.\n\n' +
        'Every path works with and without its trailing slash. Errors are RFC 9457 problems: `code` is stable, `type` is ' +
        'the address of a page that explains it, and `detail` is in the language of `Accept-Language`. The responses ' +
        '`4XX` and `5XX` are the same for every operation: any request may also fail with the problems that they name.',
      contact: { name: 'The operator of this instance', url: publicUrl },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The access token: `token` in the answers of `verifyPhone` and `refreshTokens`.',
        },
      },
    },
    tags: [
      { name: 'Sign-in', description: 'Prove a phone number with a code.' },
      { name: 'Profile', description: "A person's own data." },
      { name: 'Referrals', description: 'Who joined with whose invite code.' },
      { name: 'Sessions', description: 'Tokens, keys and devices.' },
      { name: 'Operation', description: 'For the operator and the load balancer.' },
      { name: 'Development', description: 'In development mode only.' },
    ],
  };
}
