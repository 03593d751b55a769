import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readsBody } from './declared-problems.ts';
import { Problem } from './problem.ts';
import { httpProblems } from './problems.ts';

/** Checks that need only the headers: an early refusal costs no body and no token check. */
export function checkArrivals(
  app: FastifyInstance,
  allowedMethods: (path: string) => string | undefined,
): void {
  function refuseUnknown(request: FastifyRequest, reply: FastifyReply): never {
    const allowed = allowedMethods(request.url.split('?', 1)[0] ?? '');
    if (allowed === undefined) throw new Problem(httpProblems.not_found);
    reply.header('allow', allowed);
    throw new Problem(httpProblems.method_not_allowed);
  }
  app.setNotFoundHandler(refuseUnknown);

  app.addHook('onRequest', (request, reply, done) => {
    const { headers, raw } = request;
    if (headers.host === undefined && raw.httpVersion === '1.1') {
      throw new Problem(httpProblems.malformed_request);
    }
    // Before the body is read, which need not be well-formed. CORS has already answered OPTIONS.
    if (request.is404 || request.method === 'OPTIONS') refuseUnknown(request, reply);
    const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
    if (encoding !== 'identity' && readsBody(request.method)) {
      reply.header('accept-encoding', 'identity');
      throw new Problem(httpProblems.unsupported_media_type);
    }
    done();
  });
}
