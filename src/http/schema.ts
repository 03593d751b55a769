import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import type { ProblemType } from './problem.ts';

/** A request payload: fields that are not named are refused. */
export function payload<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

/** A point in time in an answer. */
export const timestamp = () => Type.String({ format: 'date-time', examples: ['2026-01-31T12:00:00.000Z'] });

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One page of a list. */
export const page = <Schema extends TSchema>(item: Schema) =>
  Type.Object({ data: Type.Array(item), next_cursor: nullable(Type.String()) });

/** The query of a list. */
export const pageQuery = payload({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  after: Type.Optional(Type.String({ maxLength: 200, description: 'The `next_cursor` of the page before.' })),
});
export type PageQuery = Static<typeof pageQuery>;

const retryAfter = Type.Integer({ description: 'Seconds, the same as the header Retry-After.' });

const fieldErrors = Type.Optional(
  Type.Array(Type.Object({ field: Type.String(), code: Type.String(), detail: Type.String() }), {
    description: 'With `validation_failed`: each field that is wrong.',
  }),
);

const problemSchema = (types: readonly ProblemType[]) =>
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
    { description: types.map((type) => `\`${type.code}\`: ${type.en[1]}`).join('\n\n') },
  );

/** The members that only some of these problems carry. */
function extensionsOf(types: readonly ProblemType[]): TProperties {
  const members = types.flatMap(({ extensions = {} }) => Object.entries(extensions));
  return Object.fromEntries(members.map(([name, schema]) => [name, Type.Optional(schema)]));
}

/** Declares the problems of a route, by status, for the OpenAPI document; they are thrown, never returned. */
export function problemResponses(...types: readonly ProblemType[]): object {
  const responses: Record<number, unknown> = {};
  for (const [status, alike] of Map.groupBy(types, (type) => type.status)) {
    responses[status] = {
      description: alike.map((type) => type.en[0]).join(' · '),
      content: { 'application/problem+json': { schema: problemSchema(alike) } },
    };
  }
  return responses;
}
