import { fieldProblem } from '../http/index.ts';

/** In characters, after trimming. */
export const nameLengthMax = 80;

/**
 * The name in one spelling (NFC), trimmed; control characters would let it pretend to be something else. Throws a
 * Problem for the field `name`.
 */
export function toName(text: string | null): string | null {
  if (text === null) return null;
  const name = text.normalize('NFC').trim();
  if (name === '') throw fieldProblem('name', 'too_short');
  if ([...name].length > nameLengthMax) throw fieldProblem('name', 'too_long');
  if (/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(name)) throw fieldProblem('name', 'wrong_form');
  return name;
}
