import { type Html, html } from './html.ts';

interface Countdown {
  readonly seconds: number;
  /** What stands before the time. */
  readonly before: string;
  /** What stands there once the time has come. */
  readonly done: string;
  /** The id of the button that is held back until then, where there is a script. */
  readonly holds?: string;
}

/** A sentence with the time until something may be done, which a script counts down. */
export function countdown({ seconds, before, done, holds }: Countdown): Html {
  return html`<p class="quiet" data-waiting="${holds ?? ''}" data-done="${done}">${before} <span role="timer" data-seconds="${seconds}">${clockText(seconds)}</span></p>`;
}

/** `0:28`, `12:05`, `1:00:00`. */
export function clockText(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
