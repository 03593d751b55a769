import { anyText, oneOf, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

export const operation = {
  logLevel: setting({
    name: 'LOG_LEVEL',
    standard: 'info',
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    expected: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
    meaning: 'One JSON line per event. Phone numbers are masked; codes stay out of every level above debug.',
  }),
  auditDays: setting({
    name: 'AUDIT_DAYS',
    standard: '365',
    parse: wholeNumber(1, 3650),
    expected: 'days from 1 to 3650',
    meaning: 'How long the audit log is kept, in days.',
  }),
  metricsToken: optionalSetting({
    name: 'METRICS_TOKEN',
    whenUnset: 'no token',
    parse: anyText(16),
    expected: 'a text of 16 characters or more',
    meaning: 'The bearer token that /metrics asks for.',
    secret: true,
  }),
  metricsPort: optionalSetting({
    name: 'METRICS_PORT',
    whenUnset: 'no port of its own',
    parse: wholeNumber(1, 65_535),
    expected: 'a whole number from 1 to 65535, not PORT',
    meaning: 'A port of its own for /metrics.',
    example: '9100',
  }),
};
