import { type Locale, locales, type Text } from './locale.ts';

type Sentences<Texts> = Readonly<Record<keyof Texts, string>>;

/** A table of texts as a function of the language: `const say = speech({ hello: { en, ru } })`, `say('en').hello`. */
export function speech<Texts extends Readonly<Record<string, Text>>>(
  texts: Texts,
): (locale: Locale) => Sentences<Texts> {
  const entries = Object.entries(texts);
  const byLocale = Object.fromEntries(
    locales.map((locale) => [locale, Object.fromEntries(entries.map(([key, text]) => [key, text[locale]]))]),
  ) as Record<Locale, Sentences<Texts>>;
  return (locale) => byLocale[locale];
}
