import type { TSchema } from 'typebox';
import type { FieldErrorCode, ProblemCode, Values } from '../i18n/index.ts';

/** A kind of error that the service answers with. Clients may rely on `code`. */
export interface ProblemType {
  readonly code: ProblemCode;
  readonly status: number;
  /** The extension members (RFC 9457, 3.2) that an answer of this kind carries, by name. */
  readonly extensions?: Readonly<Record<string, TSchema>>;
}

/** An invalid field of a request. The key of its sentence is `field.<code>`. */
export interface FieldError {
  readonly field: string;
  readonly code: FieldErrorCode;
  /** What the sentence names, such as the limit. */
  readonly values?: Values | undefined;
}

/** An answer that is an error (RFC 9457). Thrown anywhere below a route and answered by the error handler. */
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
