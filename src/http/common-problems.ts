import type { FastifyInstance } from 'fastify';
import { httpProblems } from './problems.ts';
import { problemResponses } from './schema.ts';

/** Whether a body that comes with this method is read; any other is thrown away unread. */
export const readsBody = (method: string) => method !== 'GET' && method !== 'HEAD';

/** Declares what every route that reads a body may answer before it is asked. */
export function declareCommonProblems(app: FastifyInstance): void {
  const { malformed_body, validation_failed, body_too_large, unsupported_media_type } = httpProblems;
  const common = problemResponses(malformed_body, validation_failed, body_too_large, unsupported_media_type);
  app.addHook('onRoute', (route) => {
    const { schema } = route;
    if (schema?.response === undefined || ![route.method].flat().some(readsBody)) return;
    route.schema = { ...schema, response: { ...common, ...schema.response } };
  });
}
