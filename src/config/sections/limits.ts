import { describeBounds } from '../durations.ts';
import { limits, waitBounds, waitsSeconds } from '../limits.ts';
import { oneOf, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

const expected = 'count/duration, separated by commas, such as 3/10m,5/1h30m,10/1d';

export const defenceLimits = {
  resendAfterSeconds: setting({
    name: 'RESEND_AFTER_S',
    default: '30s,1m,2m',
    parse: waitsSeconds,
    expected: `durations separated by commas, each ${describeBounds(waitBounds)}`,
    description: 'The wait after the first, the second and every later code for one number.',
  }),
  liveCodesMax: setting({
    name: 'LIVE_CODES_MAX',
    default: '3',
    parse: wholeNumber(1, 10),
    expected: 'a whole number from 1 to 10',
    description: 'The number of codes of one number that are valid at the same time.',
  }),
  codesPerNumber: setting({
    name: 'CODES_PER_NUMBER',
    default: '3/10m,5/1h,10/1d',
    parse: limits,
    expected,
    description: 'Codes sent to one number.',
  }),
  sendsPerAddress: setting({
    name: 'SENDS_PER_ADDRESS',
    default: '10/10m,30/1h',
    parse: limits,
    expected,
    description: 'Codes requested from one address (IPv6: one /64 network).',
  }),
  verifiesPerAddress: setting({
    name: 'VERIFIES_PER_ADDRESS',
    default: '30/10m',
    parse: limits,
    expected,
    description: 'Codes entered from one address (IPv6: one /64 network).',
  }),
  activationsPerAccount: setting({
    name: 'ACTIVATIONS_PER_ACCOUNT',
    default: '5/1h,20/1d',
    parse: limits,
    expected,
    description: 'Invite codes entered by one account.',
  }),
  activationsPerAddress: setting({
    name: 'ACTIVATIONS_PER_ADDRESS',
    default: '30/1h',
    parse: limits,
    expected,
    description: 'Invite codes entered from one address (IPv6: one /64 network).',
  }),
  proofOfWork: optionalSetting({
    name: 'PROOF_OF_WORK',
    defaultDescription: '`risk` in production, `off` in development',
    parse: oneOf('off', 'risk', 'always'),
    expected: '`off`, `risk` or `always`',
    description:
      'When a client must solve a proof of work (ALTCHA, served by Pozovi itself) before a code is sent: never, when a rule sees a risk, or always. With `off`, strangers can use up the limits and new people are refused.',
    example: 'risk',
  }),
};
