import type { FastifyRequest } from 'fastify';
import { fieldProblem } from '../../http/index.ts';
import { parseTypedCode } from '../../lib/typed-code.ts';
import { field } from '../parts/form.ts';

/** The code as typed or pasted. Throws a Problem of its field when there is none, or more than one. */
export function typedCode(request: FastifyRequest): string {
  const text = field(request, 'code');
  if (text === '') throw fieldProblem('code', 'missing');
  const code = parseTypedCode(text);
  if (code === undefined) throw fieldProblem('code', 'wrong_form');
  return code;
}
