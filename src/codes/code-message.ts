import type { Say } from '../i18n/index.ts';
import type { Purpose } from './confirmation-code.ts';

/**
 * The text message with a code. Its last line binds the code to the site's origin, so that browsers fill it in there
 * and nowhere else (WICG, Origin-bound one-time codes).
 */
export function codeMessage(say: Say, code: string, publicUrl: string, purpose: Purpose = 'sign_in'): string {
  // A change of number says so: people who are talked into reading that code out give their number away.
  const sentence = say(purpose === 'sign_in' ? 'sms.sign_in_code' : 'sms.phone_change_code', { code });
  return `${sentence}\n\n@${new URL(publicUrl).hostname} #${code}`;
}
