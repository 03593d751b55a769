import { type TProperties, Type } from 'typebox';
import type { ProblemType } from '../http/index.ts';
import { asksToWait } from './headers.ts';

const fieldError = Type.Object(
  {
    field: Type.String({
      description: 'The name of the field; within a list, its path with `/`.',
      examples: ['phone_number'],
    }),
    code: Type.String({ description: 'What is wrong, as a stable word.', examples: ['missing'] }),
    detail: Type.String({ description: 'One sentence for a person.' }),
  },
  { title: 'FieldError', description: 'What is wrong with one field of the request.' },
);

const retryAfter = Type.Integer({
  minimum: 0,
  description: 'Seconds to wait before the next attempt, the same as the header `Retry-After`.',
});

/** What all problems have in common; each response narrows it to its own. */
const problem = Type.Object(
  {
    type: Type.String({ format: 'uri', description: 'The address of a page that explains this code.' }),
    title: Type.String({ description: 'The kind of problem in a few words.' }),
    status: Type.Integer({ minimum: 400, maximum: 599, description: 'The HTTP status.' }),
    code: Type.String({ description: 'The kind of problem, as a stable word for programs.' }),
    detail: Type.String({ description: 'One sentence for a person, in the language of `Accept-Language`.' }),
    request_id: Type.String({ description: 'The same as the header `X-Request-Id`.' }),
    retry_after: Type.Optional(retryAfter),
    errors: Type.Optional(
      Type.Array(fieldError, { description: 'With `validation_failed`: each field that is wrong.' }),
    ),
  },
  { title: 'Problem', description: 'An error (RFC 9457).' },
);

/** The schema of an answer that is one of these problems. */
export function problemSchema(types: readonly ProblemType[]): object {
  const statuses = [...new Set(types.map(({ status }) => status))];
  const narrowed = Type.Object({
    status: oneOf(statuses, 'integer'),
    code: oneOf(
      types.map(({ code }) => code),
      'string',
    ),
    ...(statuses.every(asksToWait) && { retry_after: retryAfter }),
    ...extensionsOf(types),
  });
  return { allOf: [problem, narrowed] };
}

/** Plain JSON Schema: TypeBox leaves out the type that generators of clients need. */
function oneOf(values: readonly (string | number)[], type: string) {
  const [only] = values;
  return Type.Unsafe({ type, ...(values.length === 1 ? { const: only } : { enum: values }) });
}

/** The members that only some of these problems carry. */
function extensionsOf(types: readonly ProblemType[]): TProperties {
  const members = types.flatMap(({ extensions = {} }) => Object.entries(extensions));
  return Object.fromEntries(members.map(([name, schema]) => [name, Type.Optional(schema)]));
}
