import { type Check, type Text, unsafe } from './finding.ts';
import { type Weakness, weaknessOf } from './secret-strength.ts';

const reasons: Readonly<Record<Weakness, Text>> = {
  short: { en: 'it is short', ru: 'он короткий' },
  few_characters: {
    en: 'it is made of few different characters',
    ru: 'в нём мало разных символов',
  },
  repeats: { en: 'it is one piece written again and again', ru: 'он состоит из повторов' },
  in_order: { en: 'its characters follow one another in order', ru: 'символы идут в нём подряд' },
  a_known_word: {
    en: 'it holds a word that stands in examples and lists of passwords',
    ru: 'в нём слово из примеров и списков паролей',
  },
};

export const weakSecret: Check = ({ config }) => {
  const weakness = weaknessOf(config.secretKey.toString('utf8'));
  if (weakness === undefined) return undefined;
  const { en, ru } = reasons[weakness];
  return unsafe(
    'SECRET_KEY',
    {
      en: `The secret can be guessed: ${en}. Every other key is made from it: whoever has it signs in as anybody.`,
      ru: `Секрет можно угадать: ${ru}. Из него выведены все ключи: кто им владеет, войдёт под кем угодно.`,
    },
    {
      en: 'Set SECRET_KEY to what `openssl rand -hex 32` prints. All sessions end.',
      ru: 'Задайте в SECRET_KEY то, что напечатает `openssl rand -hex 32`. Все сеансы завершатся.',
    },
  );
};

export const weakMetricsToken: Check = ({ config: { metricsToken } }) => {
  const weakness = metricsToken === undefined ? undefined : weaknessOf(metricsToken, { lengthNeeded: 16 });
  if (weakness === undefined) return undefined;
  const { en, ru } = reasons[weakness];
  return unsafe(
    'METRICS_TOKEN',
    { en: `The token of the metrics can be guessed: ${en}.`, ru: `Токен метрик можно угадать: ${ru}.` },
    {
      en: 'Set METRICS_TOKEN to what `openssl rand -hex 16` prints.',
      ru: 'Задайте в METRICS_TOKEN то, что напечатает `openssl rand -hex 16`.',
    },
  );
};
