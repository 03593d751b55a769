import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What programs call; the pages are for people, who come to them. */
const openPath = /^\/api\/|^\/\.well-known\/jwks\.json\/?(\?|$)/;
/** A browser may ask again after this time. */
const preflightMaxAgeSeconds = 600;

/**
 * Lets the pages of these origins, and no others, call the API from a browser. Without credentials: a token does what a
 * cookie would do, and no other page can send it. For anybody else there is no header of CORS at all.
 */
export function openToOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const open: FastifyCorsOptions = {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Accept-Language', 'X-Request-Id'],
    exposedHeaders: ['Retry-After', 'X-Request-Id'],
    maxAge: preflightMaxAgeSeconds,
  };
  const isOpen = ({ url, method, headers }: FastifyRequest) =>
    openPath.test(url) &&
    origins.includes(headers.origin ?? '') &&
    (method !== 'OPTIONS' || headers['access-control-request-method'] !== undefined);
  app.register(cors, {
    delegator: (request, done) => done(null, isOpen(request) ? open : { origin: false }),
  });
}
