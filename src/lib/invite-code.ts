import type { Brand } from './brand.ts';
import { plainText } from './plain-text.ts';
import type { Random } from './random.ts';

/** An invite code in its one spelling: 6 to 8 symbols of the alphabet. */
export type InviteCode = Brand<string, 'InviteCode'>;

/** Digits and capital letters without 0, 1, I and O, which people mistake for one another: 32 symbols. */
export const inviteCodeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const inviteCodeLength = 6;
const inviteCode = new RegExp(`^[${inviteCodeAlphabet}]{6,8}$`);

/** Look-alikes of the alphabet: Cyrillic capitals, and I and 1, which somebody read for an L. */
const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  Ё: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  Ѕ: 'S',
  Ј: 'J',
  З: '3',
  І: 'L',
  I: 'L',
  '1': 'L',
};

/** Words, in the alphabet's symbols, that no code may hold. */
const unwelcome =
  /FUC?K|FVCK|CUNT|NAZ|KKK|SEX|ASS|RAPE|HUY|XYN|XYU|CYKA|SUKA|EBAT|EBAL|PED[EA]|MUDA|BLYA|GAY|FAG/;

/** Draws a code. Only the database can tell whether it is taken. */
export function drawInviteCode(random: Random): InviteCode {
  for (;;) {
    let code = '';
    for (let index = 0; index < inviteCodeLength; index += 1) {
      code += inviteCodeAlphabet.charAt(random.below(inviteCodeAlphabet.length));
    }
    if (!unwelcome.test(code)) return code as InviteCode;
  }
}

/**
 * The code that a person meant by `text`: case, spaces, dashes, look-alikes and invisible marks are forgiven, a share link
 * or words around it too, as long as one code stands out. Undefined if there is none.
 */
export function parseInviteCode(text: string): InviteCode | undefined {
  const plain = plainText(text);
  const linked = /\/i\/([^\s/?#]+)/.exec(plain)?.[1];
  if (linked !== undefined) return readSymbols(linked);
  const whole = readSymbols(plain);
  if (whole !== undefined) return whole;
  const words = plain.split(/[^\p{L}\p{N}\-\u2010-\u2015_.]+/u).map((word) => word.replace(/[.-]+$/, ''));
  // A code as we show it stands out among words that could be one only with look-alikes.
  const exact = words.filter((word) => inviteCode.test(word));
  return onlyOne(exact.map(readSymbols)) ?? onlyOne(words.map(readSymbols));
}

function onlyOne(codes: readonly (InviteCode | undefined)[]): InviteCode | undefined {
  const found = new Set(codes.filter((code) => code !== undefined));
  const [code] = found;
  return found.size === 1 ? code : undefined;
}

function readSymbols(text: string): InviteCode | undefined {
  const symbols = text.replace(/\p{Ll}/gu, toCapital).replace(/[\s\u00a0\-\u2010-\u2015_.]/g, '');
  const code = symbols.replace(/[^2-9]/g, (symbol) => lookAlikes[symbol] ?? symbol);
  return inviteCode.test(code) ? (code as InviteCode) : undefined;
}

/** The capital of one letter; a letter whose capital is two (ß) stands for no symbol. */
function toCapital(letter: string): string {
  const capital = letter.toUpperCase();
  return capital.length === letter.length ? capital : letter;
}
