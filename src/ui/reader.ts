import type { Locale, Say } from '../i18n/index.ts';

/** The language and time zone of a page. */
export interface Reader {
  readonly locale: Locale;
  readonly say: Say;
  /** An IANA time zone, such as `Europe/Moscow`. */
  readonly zone: string;
}
