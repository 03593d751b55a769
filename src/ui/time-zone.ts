const formatsMax = 200;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The time zone in the cookie of the pages' script; UTC without a cookie or for an unknown zone. */
export function zoneOf(cookies: string | undefined): string {
  const written = /(?:^|; )zone=([\w%+-]{1,60})(?:;|$)/.exec(cookies ?? '')?.[1];
  const zone = written?.replaceAll(/%2f/gi, '/') ?? 'UTC';
  return dateFormat('en', zone, {}) === undefined ? 'UTC' : zone;
}

/** A date format in `zone`, cached because making one is expensive; undefined for an unknown zone. */
export function dateFormat(
  locale: string,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat | undefined {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    // Zones come from strangers, so only the first ones are cached.
    if (formats.size < formatsMax) formats.set(key, made);
    return made;
  } catch {
    return undefined;
  }
}

/** How far a zone is ahead of UTC at a time (epoch milliseconds). */
export function zoneOffsetMs(zone: string, at: number): number {
  const parts = dateFormat('en', zone, { timeZoneName: 'longOffset' })?.formatToParts(at);
  const name = parts?.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
