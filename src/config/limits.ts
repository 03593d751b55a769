import { durationWithin, parseDuration } from './durations.ts';
import { listOf } from './parsers.ts';
import { accepted, type Parser, refused } from './setting.ts';

/** At most `max` within any `windowSeconds`. */
export interface Limit {
  readonly max: number;
  readonly windowSeconds: number;
}

const windowMsMax = 9999 * 86_400_000;

const limit: Parser<Limit> = (text) => {
  const [, max = '', window = ''] = /^([1-9][0-9]{0,6})\/([0-9a-z]+)$/.exec(text) ?? [];
  const windowMs = parseDuration(window) ?? 0;
  const isTaken = windowMs > 0 && windowMs <= windowMsMax && windowMs % 1000 === 0;
  return isTaken
    ? accepted(Object.freeze({ max: Number(max), windowSeconds: windowMs / 1000 }))
    : refused(text);
};

/** `3/10m,5/1h30m,10/1d`: all hold at once. */
export const limits: Parser<readonly Limit[]> = listOf(limit);

/** The bounds of one wait between two codes. */
export const waitBounds = { bareUnit: 's', min: '1s', max: '1h' } as const;

/** `30s,1m,2m`: seconds to wait after the first, second and every later sending. */
export const waitsSeconds: Parser<readonly number[]> = listOf(durationWithin(waitBounds));
