import { oneOf, onOrOff, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';
import { testPhoneNumbers } from '../test-phone-numbers.ts';

export const codes = {
  preset: optionalSetting({
    name: 'PRESET',
    whenUnset: 'none',
    parse: oneOf('strict'),
    expected: '`strict`, or unset',
    meaning:
      '`strict`: codes of 6 digits or more, 5 tries a code, challenge_id needed (OWASP ASVS 5.0 level 2, NIST SP 800-63B).',
    example: 'strict',
  }),
  codeLength: optionalSetting({
    name: 'CODE_LENGTH',
    whenUnset: '4, or 6 with PRESET=strict',
    parse: wholeNumber(4, 10),
    expected: 'a whole number from 4 to 10 (from 6 with PRESET=strict)',
    meaning: 'The digits of a confirmation code. A number under attack gets longer ones.',
    example: '6',
  }),
  codeTtlSeconds: setting({
    name: 'CODE_TTL_S',
    standard: '300',
    parse: wholeNumber(60, 600),
    expected: 'seconds from 60 to 600',
    meaning: 'How long a code works, in seconds.',
  }),
  codeAttemptsMax: optionalSetting({
    name: 'CODE_ATTEMPTS_MAX',
    whenUnset: '3, or 5 with PRESET=strict',
    parse: wholeNumber(1, 5),
    expected: 'a whole number from 1 to 5',
    meaning: 'The wrong tries after which a code is dead.',
    example: '3',
  }),
  testPhoneNumbers: optionalSetting({
    name: 'TEST_PHONE_NUMBERS',
    whenUnset: 'none',
    parse: testPhoneNumbers,
    expected:
      'number=code or number=code@day, with commas; a number ends in * after four digits or more; a code has 4 to 10 digits',
    meaning:
      'Numbers that are never sent to and whose code is fixed. They work until the day begins (UTC); production wants a day for each.',
    example: '+7900*=1234,+15555550100=0000@2027-01-01',
    secret: true,
  }),
  rateLimits: setting({
    name: 'RATE_LIMITS',
    standard: 'on',
    parse: onOrOff,
    expected: '`on` or `off`',
    meaning: '`off` for load tests. Refused in production.',
  }),
};
