import { accepted, type Parser, refused } from './setting.ts';

/** A whole number in ASCII digits, from `min` to `max`. */
export function wholeNumber(min: number, max: number): Parser<number> {
  return (text) => {
    const value = /^[0-9]{1,12}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? accepted(value) : refused();
  };
}

/** One of `words`, spelled exactly. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Parser<Word> {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    return word === undefined ? refused() : accepted(word);
  };
}

const onOrOffParser: Parser<boolean> = (text) => {
  if (text === 'on' || text === 'true') return accepted(true);
  if (text === 'off' || text === 'false') return accepted(false);
  return refused();
};

/** A switch: its parser and what it expects, for the row of a setting. */
export const onOrOff = { parse: onOrOffParser, expected: '`on` or `off` (`true` and `false` are read too)' };

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
