import { Type } from 'typebox';
import { Problem } from '../http/index.ts';
import { type PhoneNumber, type Region, readPhoneNumber } from '../lib/phone-number.ts';
import { codeProblems } from './problems.ts';

/** A phone number in a request, as people write it. */
export const phoneNumberField = Type.String({
  minLength: 1,
  maxLength: 64,
  examples: ['+79991234567'],
  description:
    'With its country code. Without a `+` it is read as a number of the default region (DEFAULT_REGION).',
});

/** A confirmation code in a request. */
export const codeField = Type.String({
  pattern: '^[0-9]{4,10}$',
  description: 'The digits of the code.',
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
