import type { Consent } from '../../consents/index.ts';
import { type Locale, speech } from '../../i18n/index.ts';
import type { RefereePhones } from '../../referrals/index.ts';

/** The sentences of one wording, for the field and for a sign-in by a link. */
const say = speech({
  full: {
    en: 'By activating it you agree that its owner will see your phone number and name in the list of invited people.',
    ru: 'Активируя код, вы соглашаетесь, что его владелец увидит ваш номер телефона и имя в списке приглашённых.',
  },
  masked: {
    en: 'By activating it you agree that its owner will see your name, and the country code and last two digits of your phone number, in the list of invited people.',
    ru: 'Активируя код, вы соглашаетесь, что его владелец увидит ваше имя, код страны и две последние цифры вашего номера в списке приглашённых.',
  },
  fullAtSignIn: {
    en: 'By signing in with it you agree that its owner will see your phone number and name in the list of invited people.',
    ru: 'Входя по нему, вы соглашаетесь, что владелец кода увидит ваш номер телефона и имя в списке приглашённых.',
  },
  maskedAtSignIn: {
    en: 'By signing in with it you agree that its owner will see your name, and the country code and last two digits of your phone number, in the list of invited people.',
    ru: 'Входя по нему, вы соглашаетесь, что владелец кода увидит ваше имя, код страны и две последние цифры вашего номера в списке приглашённых.',
  },
});

/** Goes up by one with every change of a sentence above: what was agreed to must be told from what is asked now. */
const wording = 1;

/** What a person agrees to by activating somebody's invite code. */
export function consentSentence(phones: RefereePhones, locale: Locale): string {
  return say(locale)[phones];
}

/** The same for one who signs in by a link with that code. */
export function consentAtSignIn(phones: RefereePhones, locale: Locale): string {
  return say(locale)[`${phones}AtSignIn`];
}

/** The consent that is kept when they did, at `at` (epoch milliseconds). */
export function consentOf(phones: RefereePhones, at: number): Consent {
  return { kind: 'referrer_sees_number', version: `${phones}-${wording}`, at };
}
