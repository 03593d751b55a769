import type { TSchema } from 'typebox';
import type { Locale } from '../i18n/index.ts';
import type { FieldErrorCode } from './field-errors.ts';

/** Title, what happened, how to mend it. */
type ProblemText = readonly [title: string, detail: string, mend: string];

/** A kind of error that the service answers with; `code` is stable and clients may rely on it. */
export interface ProblemType extends Readonly<Record<Locale, ProblemText>> {
  readonly code: string;
  readonly status: number;
  /** The extension members (RFC 9457, 3.2) that an answer of this kind carries, by name. */
  readonly extensions?: Readonly<Record<string, TSchema>>;
}

/** What is wrong with one field of the request; its sentence stands in field-errors.ts. */
export interface FieldError {
  readonly field: string;
  readonly code: FieldErrorCode;
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

/** A feature's table of problems, from which answers, the OpenAPI document and the error pages are made. */
export function defineProblems<Code extends string>(
  table: Record<Code, Omit<ProblemType, 'code'>>,
): { readonly [Key in Code]: ProblemType } {
  const named = Object.entries<Omit<ProblemType, 'code'>>(table).map(([code, type]) => [
    code,
    { code, ...type },
  ]);
  return Object.freeze(Object.fromEntries(named));
}
