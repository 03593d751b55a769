import { plainText } from './plain-text.ts';

/** The last line of an origin-bound message (WICG): `@host #code`. A field of one line turns line ends into spaces. */
const boundCode = /(?:^|\s)@\S+ #([0-9]{4,10})$/;
const onlyDigits = /^[0-9\s.\-\u2010-\u2015\u2212]*$/;
const run = /[0-9]+/g;
/** Digits in groups: what stands between two of them is one space, dash or dot. */
const groupedRun = /[0-9](?:[\s.\-\u2010-\u2015\u2212]?[0-9])*/g;

/**
 * The confirmation code in what somebody typed or pasted: the code alone, grouped, in a sentence, or the whole text message.
 * Undefined when there is none, or when there is more than one.
 */
export function parseTypedCode(text: string): string | undefined {
  const plain = plainText(text).trim().replace(/^#/, '');
  const bound = boundCode.exec(plain)?.[1];
  if (bound !== undefined) return bound;
  const runs = plain.match(run) ?? [];
  // The same code pasted twice is that code, but two halves that are alike are one.
  const isRepeated = runs.length > 1 && only(runs) !== undefined && new Set(runs).size === 1;
  if (onlyDigits.test(plain) && !isRepeated) return only([digitsOf(plain)]);
  return only(runs) ?? only((plain.match(groupedRun) ?? []).map(digitsOf));
}

const digitsOf = (text: string) => text.replace(/[^0-9]/g, '');

/** The one that can be a code, if there is just one. */
function only(runs: readonly string[]): string | undefined {
  const codes = new Set(runs.filter(({ length }) => length >= 4 && length <= 10));
  const [code] = codes;
  return codes.size === 1 ? code : undefined;
}
