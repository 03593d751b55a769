import type { Clock } from '../lib/clock.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** A number, or the beginning of numbers before a `*`, that is never sent to and whose code is fixed. */
export interface TestPhoneNumber {
  readonly pattern: string;
  readonly code: string;
  /** Epoch milliseconds from which on it is a number like any other. */
  readonly until: number | undefined;
}

/** The fixed code of a test number, or undefined for all others. */
export function fixedCode(
  numbers: readonly TestPhoneNumber[],
  number: PhoneNumber,
  now: number,
): string | undefined {
  return numbers.find(
    ({ pattern, until }) =>
      (until === undefined || now < until) &&
      (pattern.endsWith('*') ? number.startsWith(pattern.slice(0, -1)) : number === pattern),
  )?.code;
}

interface TestNumbers {
  readonly clock: Clock;
  readonly rules: { readonly testPhoneNumbers: readonly TestPhoneNumber[] };
}

/** Whether the number is never sent to now. */
export function isTestNumber({ clock, rules }: TestNumbers, number: PhoneNumber): boolean {
  return fixedCode(rules.testPhoneNumbers, number, clock.now()) !== undefined;
}
