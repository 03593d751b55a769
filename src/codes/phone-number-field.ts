import { Type } from 'typebox';
import { Problem } from '../http/index.ts';
import { type PhoneNumber, parsePhoneNumber, type Region } from '../lib/phone-number.ts';
import { signInProblems } from './problems.ts';

/** A phone number in a request, as people write it. */
export const phoneNumberField = Type.String({
  minLength: 1,
  maxLength: 64,
  examples: ['+79991234567'],
  description: 'With its country code; without a `+` it is read in DEFAULT_REGION.',
});

/** A confirmation code in a request. */
export const codeField = Type.String({ pattern: '^[0-9]{4,10}$', examples: ['0428'] });

/** The codes that prove an owner has the phone. */
export const receivedCodesField = Type.Optional(
  Type.Array(codeField, {
    minItems: 2,
    maxItems: 2,
    examples: [['0428', '7311']],
    description:
      'The last two codes that came to the number, in any order, whether they still work or not. With them a number for ' +
      'which too many codes were asked gets another, until the limits keep none back. They sign nobody in, and are ignored ' +
      'where anybody would get a code. Wrong ones are a wrong guess.',
  }),
);

/** The number that the field holds; throws `invalid_phone_number`. */
export function toPhoneNumber(text: string, region: Region): PhoneNumber {
  const parsed = parsePhoneNumber(text, region);
  if (parsed === undefined) throw new Problem(signInProblems.invalid_phone_number);
  return parsed;
}
