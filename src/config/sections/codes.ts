import { duration } from '../durations.ts';
import { oneOf, onOrOff, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';
import { testPhoneNumbers } from '../test-phone-numbers.ts';

export const codes = {
  preset: optionalSetting({
    name: 'PRESET',
    defaultDescription: 'none',
    parse: oneOf('strict'),
    expected: '`strict`, or unset',
    description:
      '`strict`: codes of 6 digits or more, 5 attempts per code, challenge_id required (OWASP ASVS 5.0 level 2, NIST SP 800-63B).',
    example: 'strict',
  }),
  codeLength: optionalSetting({
    name: 'CODE_LENGTH',
    defaultDescription: '4, or 6 with PRESET=strict',
    parse: wholeNumber(4, 10),
    expected: 'a whole number from 4 to 10 (from 6 with PRESET=strict)',
    description: 'The number of digits in a confirmation code. A number under attack gets longer codes.',
    example: '6',
  }),
  codeTtlSeconds: setting({
    name: 'CODE_TTL_S',
    default: '5m',
    ...duration({ bareUnit: 's', min: '1m', max: '10m' }),
    description: 'How long a code is valid.',
  }),
  codeAttemptsMax: optionalSetting({
    name: 'CODE_ATTEMPTS_MAX',
    defaultDescription: '3, or 5 with PRESET=strict',
    parse: wholeNumber(1, 5),
    expected: 'a whole number from 1 to 5',
    description: 'The wrong attempts after which a code is invalid.',
    example: '3',
  }),
  testPhoneNumbers: optionalSetting({
    name: 'TEST_PHONE_NUMBERS',
    defaultDescription: 'none',
    parse: testPhoneNumbers,
    expected:
      'number=code or number=code@day, separated by commas; a number may end in * after at least four digits; a code has 4 to 10 digits',
    description:
      'Numbers with a fixed code, to which no message is sent. Each works until its day begins (UTC); production requires a day for each.',
    example: '+7900*=1234,+15555550100=0000@2027-01-01',
    secret: true,
  }),
  rateLimits: setting({
    name: 'RATE_LIMITS',
    default: 'on',
    ...onOrOff,
    description: '`off` for load tests. Not allowed in production.',
  }),
};
