import { type Html, html } from './html.ts';

/** The logo of the service when the operator has none, in two colours. */
export function mark(ground: string, sign: string): Html {
  return html`<path fill="${ground}" d="M10 1h12a9 9 0 0 1 9 9v12a9 9 0 0 1-9 9H10a9 9 0 0 1-9-9V10a9 9 0 0 1 9-9z"/><path fill="none" stroke="${sign}" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round" d="M10 23V11.5A2.5 2.5 0 0 1 12.5 9h7a2.5 2.5 0 0 1 2.5 2.5V23"/><circle cx="16" cy="17.5" r="2.2" fill="${sign}"/>`;
}
