import { displayPhoneNumber } from '../../lib/phone-number.ts';
import { type Html, html } from '../../ui/index.ts';

/** A number inside a sentence. */
export function shownNumber(phoneNumber: string): Html {
  return html`<strong class="number" dir="ltr">${displayPhoneNumber(phoneNumber)}</strong>`;
}
