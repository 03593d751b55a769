import type { RefereePhones, Referral } from '../../referrals/index.ts';
import { type Html, html, moment, type Reader } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { type Fault, retryLine } from '../parts/form-error.ts';
import { consentSentence } from './consent.ts';

interface FriendCard {
  readonly referral: Referral | undefined;
  readonly refereePhones: RefereePhones;
  /** The value of the field: what was typed, or the code of a followed link. */
  readonly typed: string | undefined;
  readonly fault: Fault | undefined;
}

/** The field for a friend's code, or the code that was activated. */
export function friendCard({ referral, refereePhones, typed, fault }: FriendCard, reader: Reader): Html {
  const { say } = reader;
  if (referral !== undefined) {
    return html`<section class="card tight friend" id="friend" aria-labelledby="friend-title">
<h2 id="friend-title">${say('friend.title_activated')}</h2>
<p>${say.parts('friend.joined_with', { inviteCode: html`<strong class="code" dir="ltr">${referral.inviteCode}</strong>` })}</p>
<p class="quiet small">${moment(referral.activatedAt, reader)}</p>
</section>`;
  }
  return html`<section class="card stack friend" id="friend" aria-labelledby="friend-title">
<h2 id="friend-title">${say('friend.title')}</h2>
<p>${say('friend.intro')}</p>
<form class="stack" method="post" action="/profile/friend" novalidate>
${textField({
  name: 'invite_code',
  label: say('friend.label'),
  value: typed,
  error: fault?.sentence,
  attributes: html`class="invite-field" type="text" autocapitalize="characters" autocomplete="off" spellcheck="false" dir="ltr" required`,
  button: html`<button class="button primary" id="activate">${say('friend.activate')}</button>`,
})}
${retryLine(fault, say, 'activate')}
<p class="hint">${consentSentence(refereePhones, say)}</p>
</form>
</section>`;
}
