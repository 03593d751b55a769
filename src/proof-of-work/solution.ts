import { Type } from 'typebox';
import { Compile } from 'typebox/schema';
import { documented, payload } from '../http/index.ts';

const hex = (digits: number) => Type.String({ pattern: `^[0-9a-f]{${digits}}$` });

/** A challenge as it is sent: ALTCHA, version 2. */
export const challengeView = Type.Object(
  {
    parameters: payload({
      algorithm: Type.String({ maxLength: 32, examples: ['PBKDF2/SHA-256'] }),
      nonce: hex(32),
      salt: hex(32),
      cost: Type.Integer({ description: 'The iterations of one derivation.' }),
      keyLength: Type.Integer({ description: 'The length of the derived key in bytes.' }),
      keyPrefix: hex(32),
      keySignature: hex(64),
      expiresAt: Type.Integer({ description: 'When the challenge expires, in epoch seconds.' }),
    }),
    signature: hex(64),
  },
  { title: 'ProofChallenge', description: 'A proof of work to solve (ALTCHA, version 2).' },
);

const solved = Type.Object({
  challenge: challengeView,
  solution: Type.Object({ derivedKey: hex(64) }),
});
const shape = Compile(solved);

export type Challenge = Type.Static<typeof challengeView>;
export type Solution = Type.Static<typeof solved>;

/** The longest solution that a request may carry, in characters; one has about 850. */
const solutionLengthMax = 4096;

/** The optional body field in which a request brings its solution. */
export const proofField = Type.Optional(
  Type.String({
    maxLength: solutionLengthMax,
    description:
      'The solution of the `challenge` of a `proof_required`, as an ALTCHA widget (version 2) gives it: the JSON of ' +
      '`{challenge, solution}` in base64. Leave it out until it is asked for.',
    ...documented({ minLength: 1, contentEncoding: 'base64', contentMediaType: 'application/json' }),
  }),
);

/** Parses `text` (base64 of JSON); undefined when it has no solution's form. Nothing in it is verified yet. */
export function parseSolution(text: string): Solution | undefined {
  if (text.length > solutionLengthMax) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    return shape.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
