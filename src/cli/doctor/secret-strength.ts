/** Why a secret can be guessed. */
export type Weakness = 'short' | 'few_characters' | 'repeats' | 'in_order' | 'a_known_word';

const lengthMin = 32;
/**
 * Thirty-two random hexadecimal digits have about fourteen different ones, and fewer than eight once in 50 thousand.
 */
const differentMin = 8;
const knownWords =
  /change.?me|secret|passw|default|example|sample|placeholder|insert|replace|your.?key|qwerty|letmein|admin|pozovi|0123456789|123456789|abcdef.?ghij/i;

/** Why `secret` looks guessable; undefined if it does not. Such a check finds weak secrets but proves none strong. */
export function weaknessOf(secret: string, { lengthNeeded = lengthMin } = {}): Weakness | undefined {
  if (Buffer.byteLength(secret) < lengthNeeded) return 'short';
  if (knownWords.test(secret)) return 'a_known_word';
  if (new Set(secret).size < differentMin) return 'few_characters';
  // A text that occurs in its own double before the second half is a repetition.
  if ((secret + secret).indexOf(secret, 1) <= secret.length / 2) return 'repeats';
  if (neighboursShare(secret) > 0.5) return 'in_order';
  return undefined;
}

/** How many characters follow or equal the previous one. */
function neighboursShare(text: string): number {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const near = codes.filter((code, index) => index > 0 && Math.abs(code - (codes[index - 1] ?? 0)) <= 1);
  return near.length / codes.length;
}
