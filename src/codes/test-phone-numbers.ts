import type { Clock } from '../lib/clock.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** A number, or a prefix before a `*`, that gets no messages and has a fixed code. */
export interface TestPhoneNumber {
  readonly pattern: string;
  readonly code: string;
  /** When it becomes a number like any other (epoch milliseconds). */
  readonly until: number | undefined;
}

/** The fixed code of a test number; undefined for all others. */
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

/** Whether the number is a test number now. */
export function isTestNumber({ clock, rules }: TestNumbers, number: PhoneNumber): boolean {
  return fixedCode(rules.testPhoneNumbers, number, clock.now()) !== undefined;
}
