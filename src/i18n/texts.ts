import { IntlMessageFormat } from 'intl-messageformat';
import { builtInCatalogues } from './catalogue.ts';
import type { Locale } from './locale.ts';
import type { TextKey } from './text-key.ts';

/** The values of the places in a sentence, by name. */
export type Values = Readonly<Record<string, string | number>>;

/** Sentences in one language. */
export interface Say {
  /** The sentence of a key, with `values` in its places. */
  (key: TextKey, values?: Values): string;
  /** The same in parts, for values that are not text, such as markup. */
  parts<Part extends object>(
    key: TextKey,
    values: Readonly<Record<string, Part | string | number>>,
  ): readonly (Part | string)[];
}

/** Every sentence that people read, in every language of the service. */
export interface Texts {
  readonly locales: readonly Locale[];
  readonly defaultLocale: Locale;
  /** The sentences in `locale`. A missing one falls back to the default language, then to English. */
  in(locale: Locale): Say;
}

interface Options {
  readonly defaultLocale: Locale;
  /** What every sentence may name, such as the values of settings. */
  readonly facts?: Values;
}

export function createTexts({ defaultLocale, facts = {} }: Options): Texts {
  const catalogues = builtInCatalogues();
  const spoken = new Map<Locale, Say>();
  for (const locale of catalogues.keys()) {
    const chain = [locale, defaultLocale, 'en'].map((name) => catalogues.get(name) ?? {});
    const find = (key: TextKey) => chain.find((catalogue) => key in catalogue)?.[key] ?? key;
    spoken.set(locale, createSay(locale, find, facts));
  }
  return {
    locales: [...catalogues.keys()],
    defaultLocale,
    in(locale) {
      const say = spoken.get(locale) ?? spoken.get(defaultLocale) ?? spoken.get('en');
      if (say === undefined)
        throw new Error(`there are no texts in ${locale}, in ${defaultLocale} or in English`);
      return say;
    },
  };
}

function createSay(locale: Locale, find: (key: TextKey) => string, facts: Values): Say {
  const formats = new Map<TextKey, IntlMessageFormat | string>();

  /** Parsed at first use. Most sentences have no place for a value and need no parser. */
  function formatOf(key: TextKey): IntlMessageFormat | string {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const text = find(key);
    const format = text.includes('{')
      ? new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
      : text;
    formats.set(key, format);
    return format;
  }

  const say = (key: TextKey, values?: Values): string => {
    const format = formatOf(key);
    return typeof format === 'string' ? format : String(format.format({ ...facts, ...values }));
  };
  function parts<Part extends object>(
    key: TextKey,
    values: Readonly<Record<string, Part | string | number>>,
  ): readonly (Part | string)[] {
    const format = formatOf(key);
    if (typeof format === 'string') return [format];
    const made = format.format<Part>({ ...facts, ...values });
    return Array.isArray(made) ? made : [made];
  }
  return Object.assign(say, { parts });
}
