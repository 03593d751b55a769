import { listOf, oneOf, onOrOff, rangeUpTo } from '../parsers.ts';
import { regionsOrAll } from '../regions.ts';
import { optionalSetting, setting } from '../setting.ts';

export const messages = {
  smsProviders: setting({
    name: 'SMS_PROVIDERS',
    standard: 'simulated',
    parse: listOf(oneOf('simulated')),
    expected: 'names of providers, with commas; there is `simulated`',
    meaning: 'Who sends the messages, in the order in which they are tried.',
  }),
  allowSimulatedSms: setting({
    name: 'ALLOW_SIMULATED_SMS',
    standard: 'false',
    parse: onOrOff,
    expected: '`true` or `false`',
    meaning: '`true` lets production run with the simulated channel, which sends nothing.',
  }),
  simulatedDelayMs: setting({
    name: 'SIMULATED_DELAY_MS',
    standard: '1000-2000',
    parse: rangeUpTo(60_000),
    expected: 'milliseconds up to 60000: a range such as 1000-2000, or one number',
    meaning: 'How long the simulated channel takes to send. 0 for tests.',
  }),
  allowedCountries: optionalSetting({
    name: 'ALLOWED_COUNTRIES',
    whenUnset: 'DEFAULT_REGION alone in production, every country in development',
    parse: regionsOrAll,
    expected: 'two-letter country codes with commas, or `*` for every country',
    meaning: 'The countries that codes are sent to.',
    example: 'RU,KZ,BY',
  }),
  fraudMode: optionalSetting({
    name: 'FRAUD_MODE',
    whenUnset: '`protect` in production, `observe` in development',
    parse: oneOf('observe', 'protect'),
    expected: '`observe` or `protect`',
    meaning:
      'The rules against paid-message fraud: `observe` writes down what `protect` refuses, or at home asks a proof of work for (`PROOF_OF_WORK`).',
    example: 'protect',
  }),
};
