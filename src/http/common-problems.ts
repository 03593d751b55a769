import type { FastifyInstance } from 'fastify';
import { httpProblems } from './problems.ts';
import { problemResponses } from './schema.ts';

/** Whether a body that comes with this method is read; any other is thrown away unread. */
export const readsBody = (method: string) => method !== 'GET' && method !== 'HEAD';

/** What a success says of itself in the document where its schema says nothing. */
const successes: Readonly<Record<string, string>> = { 200: 'Done.', 204: 'Done; there is nothing to say.' };

/** Describes every route's success, and declares what a route that reads a body may answer before it is asked. */
export function declareCommonProblems(app: FastifyInstance): void {
  const { malformed_body, validation_failed, body_too_large, unsupported_media_type } = httpProblems;
  const common = problemResponses(malformed_body, validation_failed, body_too_large, unsupported_media_type);
  app.addHook('onRoute', (route) => {
    const { schema } = route;
    if (schema?.response === undefined) return;
    const described = Object.entries(schema.response as Record<string, object>).map(([status, answer]) => [
      status,
      successes[status] === undefined ? answer : { 'x-response-description': successes[status], ...answer },
    ]);
    const early = [route.method].flat().some(readsBody) ? common : {};
    route.schema = { ...schema, response: { ...early, ...Object.fromEntries(described) } };
  });
}
