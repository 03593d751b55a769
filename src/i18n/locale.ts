/** A language in which the service has texts, as a BCP 47 tag such as `ru`. */
export type Locale = string;

/** The language that a person chose on the pages, from a `Cookie` header. */
export function chosenLocale(header: string | undefined, locales: readonly Locale[]): Locale | undefined {
  const chosen = /(?:^|; )locale=([A-Za-z0-9-]{2,35})(?:;|$)/.exec(header ?? '')?.[1];
  return locales.find((locale) => locale === chosen);
}

/** The best of `locales` for an `Accept-Language` header (RFC 9110, 12.5.4); `fallback` when it names none. */
export function negotiateLocale(
  header: string | undefined,
  locales: readonly Locale[],
  fallback: Locale,
): Locale {
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

/** The weight among a range's parameters: 1 when there is none, 0 when it has an invalid format. */
function weightOf(parameters: readonly string[]): number {
  const quality = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality.slice(2)) : 0;
}
