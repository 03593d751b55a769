/** What the published OpenAPI document says of each operation, in the form that tests go through. */
export interface Operation {
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

/** The operations of an OpenAPI document. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the document holds, and fails when it is not there
export function operationsOf(document: any): Operation[] {
  // biome-ignore lint/suspicious/noExplicitAny: the same as above
  return Object.entries<Record<string, any>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      // biome-ignore lint/suspicious/noExplicitAny: the same as above
      const problems = Object.entries<any>(operation.responses).map(([status, response]): [number, any] => [
        Number(status),
        response.content?.['application/problem+json']?.schema.properties,
      ]);
      // biome-ignore lint/suspicious/noExplicitAny: the same as above
      const successes = Object.entries<any>(operation.responses).flatMap(
        ([status, response]): [number, object][] => {
          const body = response.content?.['application/json']?.schema;
          return body === undefined ? [] : [[Number(status), body]];
        },
      );
      return {
        method: method.toUpperCase(),
        path,
        summary: operation.summary,
        guarded: operation.security !== undefined,
        fields: schema?.properties,
        required: schema?.required ?? [],
        parameters: operation.parameters ?? [],
        codes: new Map(problems.map(([status, properties]) => [status, properties?.code.enum ?? []])),
        successes: new Map(successes),
        members: new Map(problems.map(([status, properties]) => [status, Object.keys(properties ?? {})])),
      };
    }),
  );
}

/** An address of the operation: its path with `id` in place of what is variable. */
export function addressOf({ path }: Operation, id = 'ses_00000000000000000000000000000000'): string {
  return path.replace(/\{\w+\}/g, id);
}
