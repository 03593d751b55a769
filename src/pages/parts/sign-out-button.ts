import type { Say } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';

/** The sign-out button on top of every page of a signed-in person. */
export function signOutButton(say: Say): Html {
  return html`<form method="post" action="/sign-out"><button class="button bare">${say('account.sign_out')}</button></form>`;
}
