import type { Locale } from '../i18n/index.ts';
import type { Purpose } from './confirmation-code.ts';

type Sentence = Readonly<Record<Locale, (code: string) => string>>;

const signIn: Sentence = {
  en: (code) => `${code} is your code. Tell it to nobody.`,
  ru: (code) => `Ваш код: ${code}. Никому его не сообщайте.`,
};

/** Says what the code does: whoever is talked into reading it out gives their number away. */
const phoneChange: Sentence = {
  en: (code) => `${code} is the code to move an account to this number. Tell it to nobody.`,
  ru: (code) => `Код смены номера: ${code}. Никому его не сообщайте.`,
};

/**
 * The text message with a code. Its last line binds the code to the site's origin, so that browsers fill it in there
 * and nowhere else (WICG, Origin-bound one-time codes).
 */
export function codeMessage(
  code: string,
  publicUrl: string,
  locale: Locale,
  purpose: Purpose = 'sign_in',
): string {
  const sentence = purpose === 'sign_in' ? signIn : phoneChange;
  return `${sentence[locale](code)}\n\n@${new URL(publicUrl).hostname} #${code}`;
}
