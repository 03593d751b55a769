import type { FastifyRequest } from 'fastify';
import type { AccountId, SessionId } from '../lib/id.ts';
import { Problem } from './problem.ts';
import { httpProblems } from './problems.ts';

/** Who is calling, as the guard found by the request's token before its body is read. */
export interface Caller {
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  /** When this session was signed in with a code, in epoch milliseconds. */
  readonly signedInAt: number;
}

/** Lets a request through and notes its caller, or throws a Problem. */
export type Guard = (request: FastifyRequest) => Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** The caller that the route's guard found. */
export function callerOf(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (request.caller === null) throw new Problem(httpProblems.unauthorized);
  return request.caller;
}
