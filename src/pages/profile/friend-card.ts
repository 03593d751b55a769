import { speech } from '../../i18n/index.ts';
import type { RefereePhones, Referral } from '../../referrals/index.ts';
import { type Html, html, moment, type Reader } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { type Fault, retryLine } from '../parts/form-error.ts';
import { consentSentence } from './consent.ts';

const say = speech({
  title: { en: "A friend's code", ru: 'Код друга' },
  intro: {
    en: 'Did somebody invite you? Enter their code. That can be done once.',
    ru: 'Вас кто-то пригласил? Введите его код. Это делается один раз.',
  },
  label: { en: "Friend's invite code", ru: 'Код приглашения друга' },
  activate: { en: 'Activate', ru: 'Активировать' },
  cameBy: { en: 'You came by the code', ru: 'Вы пришли по коду' },
});

interface FriendCard {
  readonly referral: Referral | undefined;
  readonly refereePhones: RefereePhones;
  /** What is in the field already: what was typed, or the code of a link that was followed. */
  readonly typed: string | undefined;
  readonly fault: Fault | undefined;
}

/** The field for a friend's code, or the code that was activated. */
export function friendCard({ referral, refereePhones, typed, fault }: FriendCard, reader: Reader): Html {
  const t = say(reader.locale);
  if (referral !== undefined) {
    return html`<section class="card tight friend" id="friend" aria-labelledby="friend-title">
<h2 id="friend-title">${t.title}</h2>
<p>${t.cameBy} <strong class="code" dir="ltr">${referral.inviteCode}</strong></p>
<p class="quiet small">${moment(referral.activatedAt, reader)}</p>
</section>`;
  }
  return html`<section class="card stack friend" id="friend" aria-labelledby="friend-title">
<h2 id="friend-title">${t.title}</h2>
<p>${t.intro}</p>
<form class="stack" method="post" action="/profile/friend" novalidate>
${textField({
  name: 'invite_code',
  label: t.label,
  value: typed,
  error: fault?.sentence,
  attributes: html`class="invite-field" type="text" autocapitalize="characters" autocomplete="off" spellcheck="false" dir="ltr" required`,
  button: html`<button class="button primary" id="activate">${t.activate}</button>`,
})}
${retryLine(fault, reader.locale, 'activate')}
<p class="hint">${consentSentence(refereePhones, reader.locale)}</p>
</form>
</section>`;
}
