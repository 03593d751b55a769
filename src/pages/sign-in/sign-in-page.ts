import { getCountryCallingCode } from 'libphonenumber-js/max';
import { type Locale, speech } from '../../i18n/index.ts';
import type { InviteCode } from '../../lib/invite-code.ts';
import type { Region } from '../../lib/phone-number.ts';
import type { RefereePhones } from '../../referrals/index.ts';
import { type Html, html } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { retryLine } from '../parts/form-error.ts';
import { type Notice, noticeLine } from '../parts/notice.ts';
import { consentAtSignIn } from '../profile/consent.ts';
import { type Refused, receivedCodesForm } from './received-codes.ts';

const say = speech({
  title: { en: 'Sign in', ru: 'Вход' },
  intro: {
    en: 'We will send a code to your phone. No password needed.',
    ru: 'Отправим код на телефон. Пароль не нужен.',
  },
  phone: { en: 'Phone number', ru: 'Номер телефона' },
  send: { en: 'Get a code', ru: 'Получить код' },
  haveCode: { en: 'I have a code already', ru: 'У меня уже есть код' },
  invited: { en: 'You are invited with the code', ru: 'Вас пригласили по коду' },
  decline: { en: 'Go on without it', ru: 'Продолжить без него' },
});

const hint = (region: Region, locale: Locale) => {
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(region) ?? region;
  const code = `+${getCountryCallingCode(region)}`;
  return {
    en: `In any form. Without + it means ${country} (${code}).`,
    ru: `В любой записи. Без + — ${country} (${code}).`,
  }[locale];
};

export interface SignInPage extends Refused {
  readonly locale: Locale;
  readonly region: Region;
  readonly refereePhones: RefereePhones;
  readonly invitation: InviteCode | undefined;
  readonly notice?: Notice | undefined;
  readonly phoneNumber?: string | undefined;
  /** Whether a code is known to be on its way to this number. */
  readonly hasCode?: boolean;
}

export const signInTitle = (locale: Locale) => say(locale).title;

/** The first step of signing in: the number. */
export function signInBody(page: SignInPage): Html {
  const { locale, fault, received, invitation, refereePhones } = page;
  const t = say(locale);
  return html`${noticeLine(page.notice, locale)}
<div class="card stack">
<div class="tight"><h1>${t.title}</h1><p class="quiet">${t.intro}</p></div>
${invitation && invitationPanel(invitation, refereePhones, locale)}
<form class="stack" method="post" action="/sign-in" novalidate>
${textField({
  name: 'phone_number',
  label: t.phone,
  value: page.phoneNumber,
  hint: hint(page.region, locale),
  error: fault?.sentence,
  attributes: html`type="tel" autocomplete="tel" required${!fault && !received && html` autofocus`}`,
})}
${retryLine(fault, locale, 'send')}
<button class="button primary wide" id="send">${t.send}</button>
</form>
${
  received &&
  receivedCodesForm({
    locale,
    action: '/sign-in',
    held: { phone_number: page.phoneNumber ?? '' },
    fault: received.fault,
  })
}
${page.hasCode && html`<p><a href="/sign-in/code">${t.haveCode}</a></p>`}
</div>`;
}

function invitationPanel(invitation: InviteCode, phones: RefereePhones, locale: Locale): Html {
  const t = say(locale);
  return html`<div class="invitation tight">
<p>${t.invited} <strong class="code">${invitation}</strong></p>
<p class="small">${consentAtSignIn(phones, locale)}</p>
<form method="post" action="/invitation/decline"><button class="link small">${t.decline}</button></form>
</div>`;
}
