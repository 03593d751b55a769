import { getCountryCallingCode } from 'libphonenumber-js/max';
import type { Say } from '../../i18n/index.ts';
import type { InviteCode } from '../../lib/invite-code.ts';
import type { Region } from '../../lib/phone-number.ts';
import type { RefereePhones } from '../../referrals/index.ts';
import { type Html, html, type Reader } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { retryLine } from '../parts/form-error.ts';
import { type Notice, noticeLine } from '../parts/notice.ts';
import { suggestedNumbers, suggestionForm } from '../parts/suggested-numbers.ts';
import { consentAtSignIn } from '../profile/consent.ts';
import { type Refused, receivedCodesForm } from './received-codes.ts';

function hint(region: Region, { locale, say }: Reader): string {
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(region) ?? region;
  return say('sign_in.hint', { region, country, callingCode: `+${getCountryCallingCode(region)}` });
}

export interface SignInPage extends Refused {
  readonly reader: Reader;
  readonly region: Region;
  readonly refereePhones: RefereePhones;
  readonly invitation: InviteCode | undefined;
  readonly notice?: Notice | undefined;
  readonly phoneNumber?: string | undefined;
  /** Whether a code was already sent to this number. */
  readonly hasCode?: boolean;
}

/** The first step of signing in: the number. */
export function signInBody(page: SignInPage): Html {
  const { reader, fault, received, invitation, refereePhones } = page;
  const { say } = reader;
  return html`${noticeLine(page.notice, say)}
<div class="card stack">
<div class="tight"><h1>${say('sign_in.title')}</h1><p class="quiet">${say('sign_in.intro')}</p></div>
${invitation && invitationPanel(invitation, refereePhones, say)}
<form class="stack" method="post" action="/sign-in" novalidate>
${textField({
  name: 'phone_number',
  label: say('sign_in.phone'),
  value: page.phoneNumber,
  hint: hint(page.region, reader),
  error: fault?.sentence,
  attributes: html`type="tel" autocomplete="tel" required${!fault && !received && html` autofocus`}`,
})}
${suggestedNumbers(fault)}
${retryLine(fault, say, 'send')}
<button class="button primary wide" id="send">${say('sign_in.send')}</button>
</form>
${suggestionForm(fault, '/sign-in')}
${
  received &&
  receivedCodesForm({
    say,
    action: '/sign-in',
    held: { phone_number: page.phoneNumber ?? '' },
    fault: received.fault,
  })
}
${page.hasCode && html`<p><a href="/sign-in/code">${say('sign_in.have_code')}</a></p>`}
</div>`;
}

function invitationPanel(invitation: InviteCode, phones: RefereePhones, say: Say): Html {
  return html`<div class="invitation tight">
<p>${say.parts('sign_in.invited', { inviteCode: html`<strong class="code">${invitation}</strong>` })}</p>
<p class="small">${consentAtSignIn(phones, say)}</p>
<form method="post" action="/invitation/decline"><button class="link small">${say('sign_in.decline')}</button></form>
</div>`;
}
