import { displayPhoneNumber } from '../../lib/phone-number.ts';
import { type Html, html } from '../../ui/index.ts';
import type { Fault } from './form-error.ts';

/**
 * A button for each number that may have been meant, right below the field. They belong to a form of their own, which
 * `suggestionForm` makes: Enter in the field must not choose one.
 */
export function suggestedNumbers(fault: Fault | undefined): Html | undefined {
  if (fault === undefined || fault.suggestions.length === 0) return undefined;
  const buttons = fault.suggestions.map(
    (number) =>
      html`<button class="button wide" form="suggestions" name="phone_number" value="${number}" dir="ltr" aria-describedby="phone_number-error">${displayPhoneNumber(number)}</button>`,
  );
  return html`<div class="stack">${buttons}</div>`;
}

/** Where the buttons go. Stands outside the form with the field. */
export function suggestionForm(fault: Fault | undefined, action: string): Html | undefined {
  if (fault === undefined || fault.suggestions.length === 0) return undefined;
  return html`<form id="suggestions" method="post" action="${action}"></form>`;
}
