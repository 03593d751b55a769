import { displayPhoneNumber } from '../../lib/phone-number.ts';
import { type Html, html } from '../../ui/index.ts';
import type { Fault } from './form-error.ts';

/** A button for each number that may have been meant. A form of its own: Enter in the field must not choose one. */
export function suggestedNumbers(fault: Fault | undefined, action: string): Html | undefined {
  if (fault === undefined || fault.suggestions.length === 0) return undefined;
  const buttons = fault.suggestions.map(
    (number) =>
      html`<button class="button wide" name="phone_number" value="${number}" dir="ltr" aria-describedby="phone_number-error">${displayPhoneNumber(number)}</button>`,
  );
  return html`<form class="stack" method="post" action="${action}">${buttons}</form>`;
}
