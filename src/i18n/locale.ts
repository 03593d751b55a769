/** The languages in which the service speaks. */
export const locales = ['ru', 'en'] as const;
export type Locale = (typeof locales)[number];

/** One sentence in every language. */
export type Text = Readonly<Record<Locale, string>>;

/** The language that a person chose on the pages, from a `Cookie` header. */
export function chosenLocale(header: string | undefined): Locale | undefined {
  const chosen = /(?:^|; )locale=([a-z]{2})(?:;|$)/.exec(header ?? '')?.[1];
  return locales.find((locale) => locale === chosen);
}

/** The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4); `fallback` when it names none. */
export function negotiateLocale(header: string | undefined, fallback: Locale): Locale {
  let best: Locale = fallback;
  let bestWeight = 0;
  for (const range of (header ?? '').slice(0, 200).split(',')) {
    const [name = '', ...parameters] = range.toLowerCase().split(';');
    const tag = name.trim();
    const weight = weightOf(parameters);
    const locale = locales.find((candidate) => tag === candidate || tag.startsWith(`${candidate}-`));
    if (locale !== undefined && weight > bestWeight) {
      best = locale;
      bestWeight = weight;
    }
  }
  return best;
}

/** The weight among a range's parameters: 1 when there is none, 0 when it is not spelled like one. */
function weightOf(parameters: readonly string[]): number {
  const quality = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality.slice(2)) : 0;
}
