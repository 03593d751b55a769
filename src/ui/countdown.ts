import type { Say, TextKey } from '../i18n/index.ts';
import { type Html, html } from './html.ts';

interface Countdown {
  readonly seconds: number;
  readonly say: Say;
  /** The sentence with the place `time`. */
  readonly waiting: TextKey;
  /** The sentence that replaces it when the time is up. */
  readonly done: TextKey;
  /** The id of the button that the script disables until then. */
  readonly holds?: string;
}

/** A sentence with a time that the script counts down. */
export function countdown({ seconds, say, waiting, done, holds }: Countdown): Html {
  const time = html`<span role="timer" data-seconds="${seconds}">${clockText(seconds)}</span>`;
  return html`<p class="quiet" data-waiting="${holds ?? ''}" data-done="${say(done)}">${say.parts(waiting, { time })}</p>`;
}

/** `0:28`, `12:05`, `1:00:00`. */
export function clockText(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
