import type { Locale, Text } from '../i18n/index.ts';

/** The sentences for what can be wrong with one field of a request. */
export const fieldSentences = {
  missing: { en: 'This field is required.', ru: 'Это поле обязательно.' },
  unknown_field: { en: 'There is no such field here.', ru: 'Такого поля здесь нет.' },
  wrong_type: { en: 'This field is of the wrong type.', ru: 'Это поле не того типа.' },
  too_short: { en: 'This value is too short.', ru: 'Значение слишком короткое.' },
  too_long: { en: 'This value is too long.', ru: 'Значение слишком длинное.' },
  too_small: { en: 'This number is too small.', ru: 'Число слишком маленькое.' },
  too_large: { en: 'This number is too large.', ru: 'Число слишком большое.' },
  wrong_form: {
    en: 'This value is not spelled as it should be.',
    ru: 'Значение записано не так, как нужно.',
  },
  wrong_value: { en: 'This value is not one of those allowed.', ru: 'Такое значение не допускается.' },
  duplicate: {
    en: 'Send one of the two names of this field, not both.',
    ru: 'Передайте поле под одним именем, а не под двумя.',
  },
} satisfies Readonly<Record<string, Text>>;

export type FieldErrorCode = keyof typeof fieldSentences;

/** What is wrong with a field, in a sentence. */
export function fieldSentence(code: FieldErrorCode, locale: Locale): string {
  return fieldSentences[code][locale];
}
