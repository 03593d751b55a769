import type { TSchema } from 'typebox';
import type { FieldErrorCode, ProblemCode, Values } from '../i18n/index.ts';

/** A kind of error that the service answers with; `code` is stable and clients may rely on it. */
export interface ProblemType {
  readonly code: ProblemCode;
  readonly status: number;
  /** The extension members (RFC 9457, 3.2) that an answer of this kind carries, by name. */
  readonly extensions?: Readonly<Record<string, TSchema>>;
}

/** What is wrong with one field of the request; its sentence has the key `field.` and the code. */
export interface FieldError {
  readonly field: string;
  readonly code: FieldErrorCode;
  /** What the sentence names, such as the limit that was passed. */
  readonly values?: Values;
}

/** An answer that is an error (RFC 9457). Thrown anywhere below a route, answered by the one error handler. */
export class Problem extends Error {
  readonly type: ProblemType;
  /** Seconds after which the same request may succeed. */
  readonly retryAfterSeconds: number | undefined;
  readonly errors: readonly FieldError[] | undefined;
  /** The values of the extension members that `type` declares. */
  readonly extensions: Readonly<Record<string, unknown>> | undefined;

  constructor(
    type: ProblemType,
    more: {
      retryAfterSeconds?: number;
      errors?: readonly FieldError[];
      extensions?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(type.code);
    this.type = type;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.errors = more.errors;
    this.extensions = more.extensions;
  }
}

/** A feature's table of problems. Their texts have the keys `problem.<code>.title`, `.detail` and `.fix`. */
export function defineProblems<Code extends ProblemCode>(
  table: Record<Code, Omit<ProblemType, 'code'>>,
): { readonly [Key in Code]: ProblemType } {
  const named = Object.entries<Omit<ProblemType, 'code'>>(table).map(([code, type]) => [
    code,
    { code, ...type },
  ]);
  return Object.freeze(Object.fromEntries(named));
}
