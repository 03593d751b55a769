import { fieldProblem } from '../http/index.ts';

/** In characters, after trimming. */
export const nameLengthMax = 80;

const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Control characters, line ends, and marks that change the direction of text. */
const deceptive = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/**
 * The name in NFC, trimmed. It must have a visible character and nothing that could disguise it. Throws a Problem for
 * the field `name`.
 */
export function toName(text: string | null): string | null {
  if (text === null) return null;
  const name = text.normalize('NFC').trim();
  if (!visible.test(name)) throw fieldProblem('name', 'too_short', { min: 1 });
  if ([...name].length > nameLengthMax) throw fieldProblem('name', 'too_long', { max: nameLengthMax });
  if (deceptive.test(name)) throw fieldProblem('name', 'wrong_form');
  return name;
}
