import type { FastifyInstance } from 'fastify';
import { type TProperties, Type } from 'typebox';
import type { Say } from '../i18n/index.ts';
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

/** The description of a success whose schema has none. */
const successes: Readonly<Record<string, string>> = { 200: 'Success', 204: 'No content' };

/** Declares, for the OpenAPI document, what each route answers with: its successes, and its problems by status. */
export function declareProblems(app: FastifyInstance): void {
  const say = app.texts.in('en');
  app.addHook('onRoute', (route) => {
    const { schema } = route;
    if (schema?.response === undefined) return;
    const described = Object.entries(schema.response as Record<string, object>).map(([status, answer]) => [
      status,
      successes[status] === undefined ? answer : { 'x-response-description': successes[status], ...answer },
    ]);
    const early = [route.method].flat().some(readsBody) ? bodyProblems : [];
    const problems = new Set([...early, ...(schema.problems ?? [])]);
    route.schema = {
      ...schema,
      response: { ...problemResponses([...problems], say), ...Object.fromEntries(described) },
    };
  });
}

function problemResponses(types: readonly ProblemType[], say: Say): Record<number, unknown> {
  const responses: Record<number, unknown> = {};
  for (const [status, alike] of Map.groupBy(types, (type) => type.status)) {
    responses[status] = {
      description: alike.map(({ code }) => say(`problem.${code}.title`)).join(' · '),
      content: { 'application/problem+json': { schema: problemSchema(alike, say) } },
    };
  }
  return responses;
}

const retryAfter = Type.Integer({ description: 'Seconds, the same as the header Retry-After.' });

const fieldErrors = Type.Optional(
  Type.Array(Type.Object({ field: Type.String(), code: Type.String(), detail: Type.String() }), {
    description: 'With `validation_failed`: each field that is wrong.',
  }),
);

const problemSchema = (types: readonly ProblemType[], say: Say) =>
  Type.Object(
    {
      type: Type.String({ format: 'uri' }),
      title: Type.String(),
      status: Type.Integer(),
      code: Type.Enum(types.map((type) => type.code)),
      detail: Type.String(),
      request_id: Type.String(),
      ...(types.some(({ status }) => status === 429 || status === 503) && { retry_after: retryAfter }),
      ...(types.some(({ code }) => code === 'validation_failed') && { errors: fieldErrors }),
      ...extensionsOf(types),
    },
    { description: types.map(({ code }) => `\`${code}\`: ${say(`problem.${code}.detail`)}`).join('\n\n') },
  );

/** The members that only some of these problems carry. */
function extensionsOf(types: readonly ProblemType[]): TProperties {
  const members = types.flatMap(({ extensions = {} }) => Object.entries(extensions));
  return Object.fromEntries(members.map(([name, schema]) => [name, Type.Optional(schema)]));
}
