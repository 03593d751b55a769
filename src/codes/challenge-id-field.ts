import { Type } from 'typebox';
import { fieldProblem, Problem } from '../http/index.ts';
import { type ChallengeId, parseId } from '../lib/id.ts';
import { signInProblems } from './problems.ts';

/** The challenge that a code in a request belongs to. */
export const challengeIdField = Type.Optional(
  Type.String({ minLength: 1, maxLength: 64, description: "When given, only this sending's code counts." }),
);

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
  if (id === undefined) throw new Problem(signInProblems.invalid_code);
  return id;
}
