import type { FastifyRequest } from 'fastify';
import { signInProblems } from '../../codes/index.ts';
import { fieldProblem, Problem } from '../../http/index.ts';
import { field } from '../parts/form.ts';

/** The code as typed or pasted, without spaces and dashes. Throws a Problem when it cannot be a code. */
export function typedCode(request: FastifyRequest): string {
  const code = field(request, 'code').replace(/[\s\u00a0-]/g, '');
  if (code === '') throw fieldProblem('code', 'missing');
  if (!/^[0-9]{4,10}$/.test(code)) throw new Problem(signInProblems.invalid_code);
  return code;
}
