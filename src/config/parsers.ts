import { accepted, type Parser, refused } from './setting.ts';

/** A whole number in ASCII digits, from `min` to `max`. */
export function wholeNumber(min: number, max: number): Parser<number> {
  return (text) => {
    const value = /^[0-9]{1,12}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? accepted(value) : refused();
  };
}

/** One of `words`, spelled exactly so. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Parser<Word> {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    return word === undefined ? refused() : accepted(word);
  };
}

/** `on` or `off`; `true` and `false` are understood too. */
export const onOrOff: Parser<boolean> = (text) => {
  if (text === 'on' || text === 'true') return accepted(true);
  if (text === 'off' || text === 'false') return accepted(false);
  return refused();
};

/** Any text of at least `lengthMin` characters. */
export function anyText(lengthMin = 1): Parser<string> {
  return (text) => (text.length >= lengthMin ? accepted(text) : refused());
}

/** Items between commas, each read by `item`. Spaces around an item do not count. */
export function listOf<T>(item: Parser<T>): Parser<readonly T[]> {
  return (text) => {
    const parts = text.split(',').map((part) => part.trim());
    const values: T[] = [];
    for (const part of parts) {
      const parsed = item(part);
      if (!parsed.ok) return parsed;
      values.push(parsed.value);
    }
    return accepted(Object.freeze(values));
  };
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** `1000-2000`, or one number for both ends. */
export function rangeUpTo(limit: number): Parser<Range> {
  const number = wholeNumber(0, limit);
  return (text) => {
    const [first = '', last = first, ...rest] = text.split('-');
    const min = number(first.trim());
    const max = number(last.trim());
    if (!min.ok || !max.ok || rest.length > 0 || min.value > max.value) return refused();
    return accepted(Object.freeze({ min: min.value, max: max.value }));
  };
}
