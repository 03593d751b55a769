/** What shows nothing: marks of direction, as address books and messengers put around numbers, joiners, variation selectors. */
const invisible = /\p{Cf}|\p{Default_Ignorable_Code_Point}/gu;
const decimalDigit = /\p{Nd}/u;

/** `text` without invisible marks, and with the decimal digits of all scripts as 0 to 9, full-width signs as their usual ones. */
export function plainText(text: string): string {
  return text
    .replace(invisible, '')
    .replace(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(digitValue(digit))))
    .replaceAll('\uff0b', '+');
}

/** Digits stand in runs from 0 to 9 (The Unicode Standard, 4.6), so the place in the run is the value. */
function digitValue(digit: string): number {
  const codePoint = digit.codePointAt(0) ?? 0;
  let start = codePoint;
  while (decimalDigit.test(String.fromCodePoint(start - 1))) start -= 1;
  return (codePoint - start) % 10;
}
