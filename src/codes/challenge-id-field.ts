import { Type } from 'typebox';
import { documented, fieldProblem, idPattern, Problem } from '../http/index.ts';
import { type ChallengeId, parseId } from '../lib/id.ts';
import { codeProblems } from './problems.ts';

/** The challenge that a code in a request belongs to. */
export const challengeIdField = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 64,
    description:
      'The `challenge_id` that came with the answer to the request for a code. Then only that code is accepted.',
    ...documented({ minLength: 36, maxLength: 36, pattern: idPattern('chl') }),
  }),
);

/** What the document says of a body with `fields` where each attempt must name its sending. */
export const requiringChallengeId = (isRequired: boolean, fields: readonly string[]) =>
  isRequired ? documented({ required: [...fields, 'challenge_id'] }) : {};

/** The challenge that the field names; throws `invalid_code` when there can be none of that name. */
export function toChallengeId(
  text: string | undefined,
  { isRequired }: { readonly isRequired: boolean },
): ChallengeId | undefined {
  if (text === undefined) {
    if (isRequired) throw fieldProblem('challenge_id', 'missing');
    return undefined;
  }
  const id = parseId('chl', text);
  if (id === undefined) throw new Problem(codeProblems.invalid_code);
  return id;
}
