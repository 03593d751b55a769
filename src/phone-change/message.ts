import type { Locale } from '../i18n/index.ts';
import { maskPhoneNumber, type PhoneNumber } from '../lib/phone-number.ts';

const sentence: Readonly<Record<Locale, (masked: string) => string>> = {
  en: (masked) => `Your account has moved to the number ${masked}. Not you? Tell our support.`,
  ru: (masked) => `Номер аккаунта сменён на ${masked}. Не вы? Пишите в поддержку.`,
};

/** Tells the old number that its account has left, so that whoever did not do it finds out. */
export function phoneChangeMessage(newNumber: PhoneNumber, locale: Locale): string {
  return sentence[locale](maskPhoneNumber(newNumber));
}
