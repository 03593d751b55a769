import { oneOf } from '../parsers.ts';
import { region } from '../regions.ts';
import { setting } from '../setting.ts';

export const people = {
  defaultRegion: setting({
    name: 'DEFAULT_REGION',
    standard: 'RU',
    parse: region,
    expected: 'a two-letter country code such as RU',
    meaning: 'The country in which a number without + is read.',
  }),
  defaultLocale: setting({
    name: 'DEFAULT_LOCALE',
    standard: 'ru',
    parse: oneOf('ru', 'en'),
    expected: '`ru` or `en`',
    meaning: 'The language for callers who ask for none.',
  }),
  refereePhones: setting({
    name: 'REFEREE_PHONES',
    standard: 'full',
    parse: oneOf('full', 'masked'),
    expected: '`full` or `masked`',
    meaning:
      'How the list of invited people shows their numbers. `masked`: country code and the last two digits.',
  }),
};
