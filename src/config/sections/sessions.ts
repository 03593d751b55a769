import { wholeNumber } from '../parsers.ts';
import { setting } from '../setting.ts';

const daySeconds = 86_400;

export const sessions = {
  accessTtlSeconds: setting({
    name: 'ACCESS_TTL_S',
    standard: '900',
    parse: wholeNumber(60, 3600),
    expected: 'seconds from 60 to 3600',
    meaning: 'How long an access token lives, in seconds.',
  }),
  refreshGraceSeconds: setting({
    name: 'REFRESH_GRACE_S',
    standard: '30',
    parse: wholeNumber(0, 300),
    expected: 'seconds from 0 to 300',
    meaning: 'How long the last refresh token still answers with the same successor, in seconds.',
  }),
  refreshIdleSeconds: setting({
    name: 'REFRESH_IDLE_S',
    standard: '2592000',
    parse: wholeNumber(600, 365 * daySeconds),
    expected: 'seconds from 600 to 31536000',
    meaning: 'A session that is not used for so long ends, in seconds (30 days).',
  }),
  refreshAbsoluteSeconds: setting({
    name: 'REFRESH_ABSOLUTE_S',
    standard: '15552000',
    parse: wholeNumber(600, 730 * daySeconds),
    expected: 'seconds from 600 to 63072000, not less than REFRESH_IDLE_S',
    meaning: 'A session ends after so long, used or not, in seconds (180 days).',
  }),
  freshSignInSeconds: setting({
    name: 'FRESH_SIGN_IN_S',
    standard: '600',
    parse: wholeNumber(60, 3600),
    expected: 'seconds from 60 to 3600',
    meaning: 'How recent a sign-in must be for a change of number or the end of an account, in seconds.',
  }),
};
