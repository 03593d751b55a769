import type { Locale, Say } from '../i18n/index.ts';

/** In whose language and time zone a page speaks. */
export interface Reader {
  readonly locale: Locale;
  readonly say: Say;
  /** An IANA time zone, such as `Europe/Moscow`. */
  readonly zone: string;
}
