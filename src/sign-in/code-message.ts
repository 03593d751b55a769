import type { Locale } from '../http/index.ts';

const sentence: Readonly<Record<Locale, (code: string) => string>> = {
  en: (code) => `${code} is your code. Tell it to nobody.`,
  ru: (code) => `Ваш код: ${code}. Никому его не сообщайте.`,
};

/**
 * The text message with a code. Its last line binds the code to the site's origin, so that browsers fill it in there
 * and nowhere else (WICG, Origin-bound one-time codes).
 */
export function codeMessage(code: string, publicUrl: string, locale: Locale): string {
  return `${sentence[locale](code)}\n\n@${new URL(publicUrl).hostname} #${code}`;
}
