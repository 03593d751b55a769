import { Type } from 'typebox';
import { fieldProblem, Problem } from '../http/index.ts';
import { type PhoneNumber, type Region, readPhoneNumber } from '../lib/phone-number.ts';
import { parseTypedCode } from '../lib/typed-code.ts';
import { codeProblems } from './problems.ts';

/** A phone number in a request, as people write it. */
export const phoneNumberField = Type.String({
  minLength: 1,
  maxLength: 64,
  examples: ['+79991234567'],
  description:
    'With its country code. Without a `+` it is read as a number of the default region (DEFAULT_REGION).',
});

/** A confirmation code in a request, as people paste it. */
export const codeField = Type.String({
  minLength: 1,
  maxLength: 1000,
  description:
    'The 4 to 10 digits of the code. A sentence or the whole text message around it is accepted too.',
  examples: ['0428'],
});

/** The codes that prove an owner has the phone. */
export const receivedCodesField = Type.Optional(
  Type.Array(codeField, {
    minItems: 2,
    maxItems: 2,
    examples: [['0428', '7311']],
    description:
      'The last two codes that arrived at the number, in any order, whether they still work or not. They prove that the ' +
      'phone is at hand: send them after `too_many_codes` to get another code. They do not sign anyone in, and they are ignored ' +
      'where a code would be sent without them. A wrong pair counts as a failed attempt.',
  }),
);

/** The code in a request. Throws a Problem of `field` when there is none, or more than one: that counts no attempt. */
export function toCode(text: string, field: string): string {
  const code = parseTypedCode(text);
  if (code === undefined) throw fieldProblem(field, 'wrong_form');
  return code;
}

/** The codes that were received, if any came along; throws a Problem of their field. */
export function toReceivedCodes(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts?.map((text, index) => toCode(text, `received_codes/${index}`));
}

/** The number in a request; throws `invalid_phone_number`, with suggestions where it may be one abroad. */
export function toPhoneNumber(text: string, region: Region): PhoneNumber {
  const read = readPhoneNumber(text, region);
  if (read.number !== undefined) return read.number;
  const { suggestions } = read;
  throw new Problem(
    codeProblems.invalid_phone_number,
    suggestions.length > 0 ? { extensions: { suggestions } } : {},
  );
}
