import type { FastifyRequest } from 'fastify';
import { signInProblems } from '../../codes/index.ts';
import { fieldProblem, Problem } from '../../http/index.ts';
import { field } from '../parts/form.ts';
import type { Step } from './step.ts';

/** The code as it was typed or pasted, without the spaces and dashes that people put in; throws what is wrong with it. */
export function typedCode(request: FastifyRequest, { codeLength }: Pick<Step, 'codeLength'>): string {
  const code = field(request, 'code').replace(/[\s\u00a0-]/g, '');
  if (code === '') throw fieldProblem('code', 'missing');
  if (!/^[0-9]{4,10}$/.test(code)) throw new Problem(signInProblems.invalid_code);
  // Too short to be the code that was sent: not worth one of its few tries.
  if (codeLength !== undefined && code.length < Math.min(codeLength, 4))
    throw fieldProblem('code', 'too_short');
  return code;
}
