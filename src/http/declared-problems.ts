import type { FastifySchema } from 'fastify';
import type { ProblemType } from './problem.ts';
import { httpProblems } from './problems.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** The problems of the route. They are thrown, never returned. */
    problems?: readonly ProblemType[];
  }
}

/** Whether the body of this method is read. Any other is discarded unread. */
export const readsBody = (method: string) => method !== 'GET' && method !== 'HEAD';

/** The problems of every route that reads a body. */
const bodyProblems = [
  httpProblems.malformed_body,
  httpProblems.validation_failed,
  httpProblems.body_too_large,
  httpProblems.unsupported_media_type,
];

/** The problems of a route, each once: its own, and those of bodies when its method has one. */
export function declaredProblems(method: string, schema: FastifySchema): readonly ProblemType[] {
  const early = readsBody(method) ? bodyProblems : [];
  return [...new Set([...early, ...(schema.problems ?? [])])];
}

/** The problems of any request. No route declares them. */
export const commonProblems = [
  httpProblems.malformed_request,
  httpProblems.not_found,
  httpProblems.method_not_allowed,
  httpProblems.request_timeout,
  httpProblems.headers_too_large,
  httpProblems.internal_error,
];
