import { builtInLocales } from '../../i18n/index.ts';
import { oneOf } from '../parsers.ts';
import { region } from '../regions.ts';
import { setting } from '../setting.ts';

const locales = builtInLocales();

export const people = {
  defaultRegion: setting({
    name: 'DEFAULT_REGION',
    default: 'RU',
    parse: region,
    expected: 'a two-letter country code such as RU',
    description: 'The country of a number without +.',
  }),
  defaultLocale: setting({
    name: 'DEFAULT_LOCALE',
    default: 'ru',
    parse: oneOf(...locales),
    expected: `a language with texts: ${locales.join(', ')}`,
    description: 'The language of pages, messages and the command line where nobody asks for another.',
  }),
  refereePhones: setting({
    name: 'REFEREE_PHONES',
    default: 'full',
    parse: oneOf('full', 'masked'),
    expected: '`full` or `masked`',
    description:
      'How the list of invited people shows their numbers. `masked` leaves the country code and the last two digits.',
  }),
};
