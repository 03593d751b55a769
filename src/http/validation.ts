import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import type { FieldErrorCode } from '../i18n/index.ts';
import type { FieldError } from './problem.ts';

/**
 * Makes Fastify's validator of one part of a request. Bodies are never converted. In query and path, which are text, a
 * whole number is read where the schema has an integer.
 */
export function compileValidator({ schema, httpPart }: { schema: unknown; httpPart?: string | undefined }) {
  const type = schema as TSchema;
  let validator: ReturnType<typeof Compile<TSchema>> | undefined;
  return (input: unknown) => {
    validator ??= Compile(type);
    const value = httpPart === 'body' ? input : readNumbers(type, input);
    return validator.Check(value) ? { value } : { error: new InvalidInput(validator.Errors(value)[1]) };
  };
}

const wholeNumber = /^(?:0|-?[1-9]\d*)$/;

function readNumbers(type: TSchema, input: unknown): unknown {
  const { properties = {} } = type as { properties?: Readonly<Record<string, { type?: unknown }>> };
  const entries = Object.entries(input ?? {}).map(([name, text]) => {
    const isNumber =
      Object.hasOwn(properties, name) &&
      properties[name]?.type === 'integer' &&
      typeof text === 'string' &&
      wholeNumber.test(text);
    return [name, isNumber ? Number(text) : text];
  });
  return Object.fromEntries(entries);
}

interface ValidationError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

/** What a validator refused, with one entry for each invalid field. */
export class InvalidInput extends Error {
  readonly fields: readonly FieldError[];

  constructor(errors: readonly ValidationError[]) {
    super('validation failed');
    const byField = new Map<string, FieldError>();
    for (const found of errors.flatMap(fieldErrors)) {
      if (!byField.has(found.field)) byField.set(found.field, found);
    }
    this.fields = [...byField.values()];
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
  minItems: 'too_short',
  maxItems: 'too_long',
  pattern: 'wrong_form',
  enum: 'wrong_value',
  const: 'wrong_value',
};

/** The parameters of a TypeBox error, depending on its keyword. */
interface Params {
  readonly requiredProperties?: readonly string[];
  readonly additionalProperties?: readonly string[];
  readonly limit?: number;
}

const minimums = new Set(['minLength', 'minItems', 'minimum']);

function fieldErrors({ keyword, instancePath, params }: ValidationError): FieldError[] {
  const lists = params as Params;
  const parent = instancePath === '' ? '' : `${instancePath.slice(1)}/`;
  if (keyword === 'required')
    return (lists.requiredProperties ?? []).map((name) => ({ field: parent + name, code: 'missing' }));
  if (keyword === 'additionalProperties') {
    return (lists.additionalProperties ?? []).map((name) => ({
      field: (parent + name).slice(0, 80),
      code: 'unknown_field',
    }));
  }
  const error: FieldError = { field: instancePath.slice(1, 81), code: codes[keyword] ?? 'wrong_value' };
  if (lists.limit === undefined) return [error];
  return [{ ...error, values: minimums.has(keyword) ? { min: lists.limit } : { max: lists.limit } }];
}
