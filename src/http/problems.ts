import type { FieldErrorCode } from '../i18n/index.ts';
import { defineProblems, Problem } from './problem.ts';

/** The problems that any path may answer with. */
export const httpProblems = defineProblems({
  malformed_body: { status: 400 },
  validation_failed: { status: 400 },
  unauthorized: { status: 401 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  request_timeout: { status: 408 },
  body_too_large: { status: 413 },
  unsupported_media_type: { status: 415 },
  headers_too_large: { status: 431 },
  malformed_request: { status: 400 },
  internal_error: { status: 500 },
  shutting_down: { status: 503 },
  database_unavailable: { status: 503 },
});

/** The values that the sentence about a field names. */
type FieldValues<Code> = Code extends 'too_short' | 'too_small'
  ? [values: { readonly min: number }]
  : Code extends 'too_long' | 'too_large'
    ? [values: { readonly max: number }]
    : [];

/** The Problem for one field that its schema cannot check. */
export function fieldProblem<Code extends FieldErrorCode>(
  field: string,
  code: Code,
  ...[values]: FieldValues<Code>
): Problem {
  return new Problem(httpProblems.validation_failed, { errors: [{ field, code, values }] });
}
