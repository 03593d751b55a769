/** The parts of an OpenAPI 3.1 document that are worked on here. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, unknown>>;
}

export interface Operation {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Responses;
  readonly security?: readonly object[];
}

/** By status. */
export type Responses = Readonly<Record<string, Response | Reference>>;

export interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Content;
}

/** By media type. */
export type Content = Readonly<Record<string, MediaType>>;

interface MediaType {
  readonly schema: object;
  readonly examples?: Readonly<Record<string, object>>;
}

export interface Reference {
  readonly $ref: string;
}

/** Refers to the component of a kind, such as `responses`, by its name. */
export const referTo = (kind: string, name: string): Reference => ({ $ref: `#/components/${kind}/${name}` });
