import { limits, waitsSeconds } from '../limits.ts';
import { oneOf, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

const expected = 'most/time with commas, such as 3/10m,5/1h,10/1d (s, m, h, d)';

export const abuseLimits = {
  resendAfterSeconds: setting({
    name: 'RESEND_AFTER_S',
    standard: '30,60,120',
    parse: waitsSeconds,
    expected: 'seconds from 1 to 3600, with commas',
    meaning: 'The wait after the first, the second and every later code for one number, in seconds.',
  }),
  liveCodesMax: setting({
    name: 'LIVE_CODES_MAX',
    standard: '3',
    parse: wholeNumber(1, 10),
    expected: 'a whole number from 1 to 10',
    meaning: 'The codes of one number that work at the same time.',
  }),
  codesPerNumber: setting({
    name: 'CODES_PER_NUMBER',
    standard: '3/10m,5/1h,10/1d',
    parse: limits,
    expected,
    meaning: 'Codes sent to one number.',
  }),
  sendsPerAddress: setting({
    name: 'SENDS_PER_ADDRESS',
    standard: '10/10m,30/1h',
    parse: limits,
    expected,
    meaning: 'Codes asked for from one address (IPv6: one /64 network).',
  }),
  verifiesPerAddress: setting({
    name: 'VERIFIES_PER_ADDRESS',
    standard: '30/10m',
    parse: limits,
    expected,
    meaning: 'Codes tried from one address (IPv6: one /64 network).',
  }),
  activationsPerAccount: setting({
    name: 'ACTIVATIONS_PER_ACCOUNT',
    standard: '5/1h,20/1d',
    parse: limits,
    expected,
    meaning: 'Invite codes tried by one account.',
  }),
  activationsPerAddress: setting({
    name: 'ACTIVATIONS_PER_ADDRESS',
    standard: '30/1h',
    parse: limits,
    expected,
    meaning: 'Invite codes tried from one address (IPv6: one /64 network).',
  }),
  proofOfWork: optionalSetting({
    name: 'PROOF_OF_WORK',
    whenUnset: '`risk` in production, `off` in development',
    parse: oneOf('off', 'risk', 'always'),
    expected: '`off`, `risk` or `always`',
    meaning:
      'Whether a client has to solve a challenge before a code is sent (ALTCHA, served by this service): never, when the rules see a risk, or every time. With `off` strangers can have new people refused.',
    example: 'risk',
  }),
};
