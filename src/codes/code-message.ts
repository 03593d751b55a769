import type { Say } from '../i18n/index.ts';
import { fitsOneSmsPart } from '../lib/sms-part.ts';
import type { Purpose } from './confirmation-code.ts';

/**
 * The text message with a code. Its last line binds the code to the site's origin, so that browsers fill it in there
 * and nowhere else (WICG, Origin-bound one-time codes). The app's name is left out where it would cost a second part.
 */
export function codeMessage(say: Say, code: string, publicUrl: string, purpose: Purpose = 'sign_in'): string {
  const lastLine = `@${new URL(publicUrl).hostname} #${code}`;
  const named = `${codeSentence(say, code, purpose)}\n\n${lastLine}`;
  return fitsOneSmsPart(named) ? named : `${shortCodeSentence(say, code, purpose)}\n\n${lastLine}`;
}

// A change of number says so: people who are talked into reading that code out give their number away.
const codeSentence = (say: Say, code: string, purpose: Purpose) =>
  purpose === 'sign_in' ? say('sms.sign_in_code', { code }) : say('sms.phone_change_code', { code });

const shortCodeSentence = (say: Say, code: string, purpose: Purpose) =>
  purpose === 'sign_in'
    ? say('sms.sign_in_code_short', { code })
    : say('sms.phone_change_code_short', { code });
