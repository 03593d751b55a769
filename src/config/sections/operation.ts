import { duration } from '../durations.ts';
import { anyText, oneOf, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

export const operation = {
  logLevel: setting({
    name: 'LOG_LEVEL',
    default: 'info',
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    expected: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
    description:
      'The log has one JSON line per event. Phone numbers are masked; codes appear at no level above debug.',
  }),
  auditDays: setting({
    name: 'AUDIT_DAYS',
    default: '365d',
    ...duration({ bareUnit: 'd', min: '1d', max: '3650d' }),
    description: 'How long the audit log is kept.',
  }),
  metricsToken: optionalSetting({
    name: 'METRICS_TOKEN',
    defaultDescription: 'no token',
    parse: anyText(16),
    expected: 'at least 16 characters',
    description: 'The bearer token that /metrics requires.',
    secret: true,
  }),
  metricsPort: optionalSetting({
    name: 'METRICS_PORT',
    defaultDescription: 'no separate port',
    parse: wholeNumber(0, 65_535),
    expected: 'a whole number from 0 to 65535, other than PORT',
    description: 'A separate port for /metrics. 0 takes any free port, which the log names.',
    example: '9100',
  }),
};
