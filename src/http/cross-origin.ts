import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The paths that programs call. */
const openPath = /^\/api\/|^\/\.well-known\/jwks\.json\/?(\?|$)/;
/** How long a browser may cache the preflight. */
const preflightMaxAgeSeconds = 600;

/**
 * Lets the pages of these origins, and no others, call the API from a browser. Without credentials: a token replaces
 * cookies, and no other page can send it. Other origins get no CORS headers.
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
