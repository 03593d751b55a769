import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import type { FieldErrorCode } from '../i18n/index.ts';
import type { FieldError } from './problem.ts';

/**
 * Makes Fastify's validator of one part of a request. Bodies are taken as they are; in query and path, which are text by
 * nature, a whole number is read where the schema wants one.
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
  minItems: 'too_short',
  maxItems: 'too_long',
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
