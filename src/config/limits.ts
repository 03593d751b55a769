import { listOf, wholeNumber } from './parsers.ts';
import { accepted, type Parser, refused } from './setting.ts';

/** At most `max` within any `windowSeconds`. */
export interface Limit {
  readonly max: number;
  readonly windowSeconds: number;
}

const unitSeconds = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

const limit: Parser<Limit> = (text) => {
  const [, max = '', length = '', unit = ''] =
    /^([1-9][0-9]{0,6})\/([1-9][0-9]{0,3})([smhd])$/.exec(text) ?? [];
  const windowSeconds = Number(length) * (unitSeconds.get(unit) ?? 0);
  return windowSeconds > 0 ? accepted(Object.freeze({ max: Number(max), windowSeconds })) : refused(text);
};

/** `3/10m,5/1h,10/1d`: all of them hold at once. */
export const limits: Parser<readonly Limit[]> = listOf(limit);

/** `30,60,120`: seconds to wait after the first, second and every later sending. */
export const waitsSeconds: Parser<readonly number[]> = listOf(wholeNumber(1, 3600));
