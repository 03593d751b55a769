import type { Limit } from '../../config/index.ts';
import { codeLength } from '../../defence/index.ts';

/** What limits a stranger who guesses at one number. */
export interface Guessing {
  /** The digits of a code before any wrong attempt. */
  readonly digits: number;
  /** Wrong attempts per code. */
  readonly attempts: number;
  /** Codes of a number that work at the same time; one attempt is compared with all of them. */
  readonly liveCodes: number;
  readonly codesPerDay: number;
}

/** A number of comparisons, each correct with a chance of 1 in 10 to the power of `digits`. */
export interface Step {
  readonly digits: number;
  readonly comparisons: number;
}

const daySeconds = 86_400;

/** The most codes that `limits` together allow for one number within 24 hours. */
export function codesPerDay(limits: readonly Limit[]): number {
  return Math.min(...limits.map(({ max, windowSeconds }) => max * Math.ceil(daySeconds / windowSeconds)));
}

/**
 * The first day of the best attack: always as many codes live as may be, every attempt used. Codes requested
 * after wrong attempts are longer, by the rule of the service itself; an attempt counts once for each code it is
 * compared with.
 */
export function guessingSteps({ digits, attempts, liveCodes, codesPerDay: codes }: Guessing): Step[] {
  const byDigits = new Map<number, number>();
  let score = 0;
  for (let left = codes; left > 0; left -= liveCodes) {
    const comparisons = Math.min(liveCodes, left) * attempts;
    const length = codeLength(digits, { score, governor: 0 });
    byDigits.set(length, (byDigits.get(length) ?? 0) + comparisons);
    score += comparisons;
  }
  return [...byDigits].map(([length, comparisons]) => ({ digits: length, comparisons }));
}

/** The chance that one of the comparisons is correct: the sum of all, which is slightly too high. */
export function chanceOf(steps: readonly Step[]): number {
  return Math.min(
    1,
    steps.reduce((chance, { digits, comparisons }) => chance + comparisons / 10 ** digits, 0),
  );
}

/** The sum for an operator to check: `9/10⁴ + 9/10⁶ + 12/10⁸`. */
export function formulaOf(steps: readonly Step[]): string {
  return steps.map(({ digits, comparisons }) => `${comparisons}/10${superscript(digits)}`).join(' + ');
}

function superscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}
