import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import type { FieldErrorCode } from './field-errors.ts';
import type { FieldError, ProblemType } from './problem.ts';

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

const problemSchema = (types: readonly ProblemType[]) =>
  Type.Object(
    {
      type: Type.String({ format: 'uri' }),
      title: Type.String(),
      status: Type.Integer(),
      code: Type.Enum(types.map((type) => type.code)),
      detail: Type.String(),
      request_id: Type.String(),
      retry_after: Type.Optional(
        Type.Integer({ description: 'Seconds, the same as the header Retry-After.' }),
      ),
      errors: Type.Optional(
        Type.Array(Type.Object({ field: Type.String(), code: Type.String(), detail: Type.String() })),
      ),
    },
    { description: types.map((type) => `\`${type.code}\`: ${type.en[1]}`).join('\n\n') },
  );

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

/**
 * Makes Fastify's validator of one part of a request. Bodies are taken as they are; query and path, which are text by
 * nature, are converted to what the schema says.
 */
export function compileValidator({ schema, httpPart }: { schema: unknown; httpPart?: string | undefined }) {
  const type = schema as TSchema;
  const validator = Compile(type);
  return (input: unknown) => {
    const value = httpPart === 'body' ? input : Value.Convert(type, input);
    return validator.Check(value) ? { value } : { error: new InvalidInput(validator.Errors(value)) };
  };
}

interface ValidationError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

/** What a validator refused; one entry for each field at fault. */
export class InvalidInput extends Error {
  readonly fields: readonly FieldError[];

  constructor(errors: readonly ValidationError[]) {
    super('validation failed');
    const byField = new Map<string, FieldErrorCode>();
    for (const error of errors) {
      for (const [field, code] of fieldCodes(error)) if (!byField.has(field)) byField.set(field, code);
    }
    this.fields = [...byField].map(([field, code]) => ({ field, code }));
  }
}

const codes: Readonly<Record<string, FieldErrorCode>> = {
  type: 'wrong_type',
  anyOf: 'wrong_type',
  boolean: 'unknown_field',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  maximum: 'too_large',
  pattern: 'wrong_form',
  enum: 'wrong_value',
  const: 'wrong_value',
};

function fieldCodes({
  keyword,
  instancePath,
  params,
}: ValidationError): [field: string, code: FieldErrorCode][] {
  const lists = params as { requiredProperties?: string[]; additionalProperties?: string[] };
  const parent = instancePath === '' ? '' : `${instancePath.slice(1)}/`;
  if (keyword === 'required')
    return (lists.requiredProperties ?? []).map((name) => [parent + name, 'missing']);
  if (keyword === 'additionalProperties') {
    return (lists.additionalProperties ?? []).map((name) => [(parent + name).slice(0, 80), 'unknown_field']);
  }
  return [[instancePath.slice(1, 81), codes[keyword] ?? 'wrong_value']];
}
