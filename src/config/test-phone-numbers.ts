import { listOf } from './parsers.ts';
import { accepted, type Parser, refused } from './setting.ts';

/** A number that gets no messages and has a fixed code. */
export interface TestPhoneNumber {
  /** E.164, or its beginning (a `+` and four digits or more) followed by `*`. */
  readonly pattern: string;
  readonly code: string;
  /** When it becomes a number like any other (epoch milliseconds); undefined: never. */
  readonly until: number | undefined;
}

// Four digits at least before the star: `+7*` would open a whole country to one known code.
const spelling = /^(\+[1-9](?:[0-9]{6,14}|[0-9]{3,13}\*))=([0-9]{4,10})(?:@([0-9]{4}-[0-9]{2}-[0-9]{2}))?$/;

const testPhoneNumber: Parser<TestPhoneNumber> = (text) => {
  const [, pattern, code, day] = spelling.exec(text) ?? [];
  const until = day === undefined ? undefined : startOfDay(day);
  // The code is a password in effect, so only the number is shown.
  if (pattern === undefined || code === undefined || Number.isNaN(until)) {
    return refused(/^\+[0-9]{1,15}\*?(?==)/.exec(text)?.[0]);
  }
  return accepted(Object.freeze({ pattern, code, until }));
};

export const testPhoneNumbers: Parser<readonly TestPhoneNumber[]> = listOf(testPhoneNumber);

/** Midnight UTC at which `day` (`2027-01-01`) begins; NaN when the calendar has no such day. */
function startOfDay(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = Date.UTC(year, month - 1, 1);
  const daysInMonth = (Date.UTC(year, month, 1) - first) / 86_400_000;
  const exists = month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth;
  return exists ? Date.UTC(year, month - 1, date) : Number.NaN;
}
