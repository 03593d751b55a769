import { type Locale, speech } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';

const say = speech({ signOut: { en: 'Sign out', ru: 'Выйти' } });

/** The way out, which stands on top of every page of one who is signed in. */
export function signOutButton(locale: Locale): Html {
  return html`<form method="post" action="/sign-out"><button class="button bare">${say(locale).signOut}</button></form>`;
}
