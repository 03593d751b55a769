import type { Say } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';

/** The way out, which stands on top of every page of one who is signed in. */
export function signOutButton(say: Say): Html {
  return html`<form method="post" action="/sign-out"><button class="button bare">${say('account.sign_out')}</button></form>`;
}
