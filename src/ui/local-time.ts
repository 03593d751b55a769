import { toTimestamp } from '../lib/clock.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';
import { dateFormat } from './time-zone.ts';

const styles = {
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  day: { dateStyle: 'medium' },
} as const;

/** A time (epoch milliseconds) in the reader's zone, or in UTC, marked as such, while the zone is unknown. */
export function moment(at: number, reader: Reader, style: keyof typeof styles = 'moment'): Html {
  const text = dateFormat(reader.locale, reader.zone, styles[style])?.format(at);
  const mark = reader.zone === 'UTC' && style === 'moment' ? ' UTC' : '';
  return html`<time datetime="${toTimestamp(at)}" data-style="${style}">${text}${mark}</time>`;
}
