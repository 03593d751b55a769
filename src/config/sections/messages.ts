import { describeBounds, durationRange } from '../durations.ts';
import { listOf, oneOf, onOrOff } from '../parsers.ts';
import { regionsOrAll } from '../regions.ts';
import { optionalSetting, setting } from '../setting.ts';

const delayBounds = { bareUnit: 'ms', min: '0', max: '1m' } as const;

export const messages = {
  smsProviders: setting({
    name: 'SMS_PROVIDERS',
    default: 'simulated',
    parse: listOf(oneOf('simulated')),
    expected: '`simulated`, the only provider so far',
    description:
      'The provider that sends the messages: the first one named. The simulated one sends nothing and keeps the texts for the development inbox.',
  }),
  allowSimulatedSms: setting({
    name: 'ALLOW_SIMULATED_SMS',
    default: 'off',
    ...onOrOff,
    description: '`on` lets production start with the simulated provider, which sends nothing.',
  }),
  simulatedDelayMs: setting({
    name: 'SIMULATED_DELAY_MS',
    default: '1s-2s',
    parse: durationRange(delayBounds),
    expected: `a duration or a range such as 500ms-2s, ${describeBounds(delayBounds)}`,
    description: 'How long the simulated provider takes to send. 0 for tests.',
  }),
  allowedCountries: optionalSetting({
    name: 'ALLOWED_COUNTRIES',
    defaultDescription: 'DEFAULT_REGION only in production, every country in development',
    parse: regionsOrAll,
    expected: 'two-letter country codes separated by commas, or `*` for every country',
    description: 'The countries to which codes are sent.',
    example: 'RU,KZ,BY',
  }),
  fraudMode: optionalSetting({
    name: 'FRAUD_MODE',
    defaultDescription: '`protect` in production, `observe` in development',
    parse: oneOf('observe', 'protect'),
    expected: '`observe` or `protect`',
    description:
      'The rules against SMS pumping. `observe` only records what `protect` would refuse (or, in the home country, answer with a proof of work, see `PROOF_OF_WORK`).',
    example: 'protect',
  }),
};
