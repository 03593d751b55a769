import { duration } from '../durations.ts';
import { setting } from '../setting.ts';

const absolute = duration({ bareUnit: 's', min: '10m', max: '730d' });

export const sessions = {
  accessTtlSeconds: setting({
    name: 'ACCESS_TTL_S',
    default: '15m',
    ...duration({ bareUnit: 's', min: '1m', max: '1h' }),
    description: 'How long an access token is valid.',
  }),
  refreshGraceSeconds: setting({
    name: 'REFRESH_GRACE_S',
    default: '30s',
    ...duration({ bareUnit: 's', min: '0', max: '5m' }),
    description: 'How long the previous refresh token still returns the same successor.',
  }),
  refreshIdleSeconds: setting({
    name: 'REFRESH_IDLE_S',
    default: '30d',
    ...duration({ bareUnit: 's', min: '10m', max: '365d' }),
    description: 'A session that is not used for this long ends.',
  }),
  refreshAbsoluteSeconds: setting({
    name: 'REFRESH_ABSOLUTE_S',
    default: '180d',
    parse: absolute.parse,
    expected: `${absolute.expected}, not less than REFRESH_IDLE_S`,
    description: 'A session ends after this long, whether it is used or not.',
  }),
  freshSignInSeconds: setting({
    name: 'FRESH_SIGN_IN_S',
    default: '10m',
    ...duration({ bareUnit: 's', min: '1m', max: '1h' }),
    description: 'How recent a sign-in must be to change the number or to end the account.',
  }),
};
