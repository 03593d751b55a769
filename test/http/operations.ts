/** The operations of the OpenAPI document, for tests. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Such as `/api/sessions/{id}/`. */
  readonly path: string;
  readonly summary: string | undefined;
  readonly guarded: boolean;
  /** The JSON schema of each field of the body; undefined when it takes none. */
  readonly fields: Readonly<Record<string, FieldSchema>> | undefined;
  readonly required: readonly string[];
  readonly parameters: readonly Parameter[];
  /** The problem codes that are declared for each status; none for a success. */
  readonly codes: ReadonlyMap<number, readonly string[]>;
  /** The JSON schema of each success that has a body. */
  readonly successes: ReadonlyMap<number, object>;
  /** The members that a problem of each status may have. */
  readonly members: ReadonlyMap<number, readonly string[]>;
  /** The names of the headers of each status. */
  readonly headers: ReadonlyMap<number, readonly string[]>;
}

export interface FieldSchema {
  readonly type?: string;
  readonly anyOf?: readonly FieldSchema[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: FieldSchema;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the document holds, and fails when it is not there
type Json = any;

/** The same document, with what each reference leads to in its place. Throws when one leads nowhere. */
export function resolved(document: Json): Json {
  const target = (reference: string) => {
    const found = reference
      .slice(2)
      .split('/')
      .reduce((value, key) => value?.[key], document);
    if (found === undefined) throw new Error(`${reference} leads nowhere`);
    return found;
  };
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    if (typeof value.$ref === 'string') return resolve(target(value.$ref));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve(document);
}

/** The operations of an OpenAPI document. */
export function operationsOf(document: Json): Operation[] {
  return Object.entries<Record<string, Json>>(resolved(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(method, path, operation)),
  );
}

function operationOf(method: string, path: string, operation: Json): Operation {
  const body = operation.requestBody?.content['application/json']?.schema;
  // Where one of two fields is wanted, each branch has one.
  const branches: Json[] = body === undefined ? [] : (body.oneOf ?? [body]);
  // The ranges 4XX and 5XX are for what any request may fail with, which no test should meet unawares.
  const responses = Object.entries<Json>(operation.responses)
    .filter(([status]) => /^\d+$/.test(status))
    .map(([status, response]): [number, Json] => [Number(status), response]);
  const problems = responses.map(([status, response]): [number, Json] => [
    status,
    response.content?.['application/problem+json']?.schema.allOf,
  ]);
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    guarded: operation.security.length > 0,
    fields: body && Object.assign({}, ...branches.map(({ properties }) => properties)),
    required: body?.required ?? [],
    parameters: operation.parameters ?? [],
    codes: new Map(problems.map(([status, parts]) => [status, codesOf(parts)])),
    successes: new Map(
      responses.flatMap(([status, response]): [number, object][] => {
        const schema = response.content?.['application/json']?.schema;
        return schema === undefined ? [] : [[status, schema]];
      }),
    ),
    members: new Map(
      problems.map(([status, parts = []]) => [
        status,
        parts.flatMap(({ properties }: Json) => Object.keys(properties)),
      ]),
    ),
    headers: new Map(
      responses.map(([status, response]) => [status, Object.keys(response.headers).map(lower)]),
    ),
  };
}

const lower = (name: string) => name.toLowerCase();

/** The codes of problems whose schema is the common one, narrowed. */
function codesOf(parts: Json): string[] {
  if (parts === undefined) return [];
  const { code } = parts[1].properties;
  return code.enum ?? [code.const];
}

/** An address of the operation: its path with `id` in place of what is variable. */
export function addressOf({ path }: Operation, id = 'ses_00000000000000000000000000000000'): string {
  return path.replace(/\{\w+\}/g, id);
}
