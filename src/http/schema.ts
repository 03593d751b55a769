import { type Static, type TProperties, type TSchema, Type } from 'typebox';

/** A request payload. Unknown fields are refused. */
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
