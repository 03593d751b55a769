import { httpProblems, Problem, type Routes } from '../http/index.ts';
import { isSameInConstantTime } from '../lib/constant-time.ts';
import type { Metrics } from './metrics.ts';

interface Options {
  readonly metrics: Metrics;
  /** The token that a reader needs; if undefined, the port must not be public. */
  readonly token: string | undefined;
}

/** `/metrics`; 404 without the token. */
export function metricsRoutes({ metrics, token }: Options): Routes {
  return async (app) => {
    app.get('/metrics', { schema: { hide: true } }, async ({ headers }, reply) => {
      if (token !== undefined && !isBearer(headers.authorization, token)) {
        throw new Problem(httpProblems.not_found);
      }
      return reply.type(metrics.contentType).send(await metrics.text());
    });
  };
}

function isBearer(header: string | undefined, token: string): boolean {
  const given = /^bearer (.+)$/i.exec(header ?? '')?.[1] ?? '';
  return isSameInConstantTime(given, token);
}
