import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { drawInviteCode, inviteCodeAlphabet, parseInviteCode } from './invite-code.ts';
import { type Random, secureRandom } from './random.ts';

const symbol = fc.constantFrom(...inviteCodeAlphabet);
const code = fc.string({ unit: symbol, minLength: 6, maxLength: 8 });

/** Randomness that draws these symbols in order, then always the first of the alphabet. */
function drawing(symbols: string): Random {
  const rest = [...symbols];
  return { ...secureRandom, below: () => Math.max(0, inviteCodeAlphabet.indexOf(rest.shift() ?? '2')) };
}

test('a drawn code has six symbols of the alphabet and reads as itself', () => {
  for (let draw = 0; draw < 5000; draw += 1) {
    const drawn = drawInviteCode(secureRandom);
    assert.match(drawn, /^[2-9A-HJ-NP-Z]{6}$/);
    assert.equal(parseInviteCode(drawn), drawn);
  }
});

test('the alphabet has 32 different symbols, none of which is mistaken for another', () => {
  assert.equal(new Set(inviteCodeAlphabet).size, 32);
  assert.equal(inviteCodeAlphabet.length, 32);
  for (const mistaken of '01IO') assert.ok(!inviteCodeAlphabet.includes(mistaken), mistaken);
});

test('every symbol is drawn about equally often in every place', () => {
  const draws = 32_000;
  const counts = Array.from({ length: 6 }, () => new Map<string, number>());
  for (let draw = 0; draw < draws; draw += 1) {
    for (const [place, drawn] of [...drawInviteCode(secureRandom)].entries()) {
      counts[place]!.set(drawn, (counts[place]!.get(drawn) ?? 0) + 1);
    }
  }
  // 1000 each are expected, with a standard deviation of 31; the redrawing of words takes a few away.
  for (const [place, byDrawn] of counts.entries()) {
    for (const expected of inviteCodeAlphabet) {
      const count = byDrawn.get(expected) ?? 0;
      assert.ok(count > 750 && count < 1250, `${expected} in place ${place}: ${count}`);
    }
  }
});

test('a draw that spells an unwelcome word is drawn again', () => {
  for (const word of ['SEX', 'FUCK', 'HUY']) {
    const drawn = drawInviteCode(drawing(word.padEnd(6, 'Z')));
    assert.equal(drawn, '222222', word);
  }
});

test('case, spaces and dashes are forgiven', () => {
  const gap = fc.constantFrom('', ' ', '-', '_', '.', '\u00a0', '\u2011', '\u2014', '\n', '  ');
  fc.assert(
    fc.property(
      code,
      fc.array(fc.tuple(gap, fc.boolean()), { maxLength: 8 }),
      gap,
      (text, changes, before) => {
        const typed = [...text].map((letter, index) => {
          const [after, isSmall] = changes[index] ?? ['', false];
          return (isSmall ? letter.toLowerCase() : letter) + after;
        });
        assert.equal(parseInviteCode(before + typed.join('')), text);
      },
    ),
  );
});

test('Cyrillic letters that look like Latin ones, and I and 1 for L, are forgiven', () => {
  const twins: Readonly<Record<string, string>> = {
    A: 'А',
    B: 'В',
    E: 'Е',
    K: 'К',
    M: 'М',
    H: 'Н',
    P: 'Р',
    C: 'С',
    T: 'Т',
    Y: 'У',
    X: 'Х',
    L: '1',
    S: 'Ѕ',
    J: 'Ј',
    3: 'З',
  };
  fc.assert(
    fc.property(code, fc.boolean(), (text, isSmall) => {
      const typed = text.replace(/./g, (letter) => twins[letter] ?? letter);
      assert.equal(parseInviteCode(isSmall ? typed.toLowerCase() : typed), text);
    }),
  );
  assert.equal(parseInviteCode('авс-234'), 'ABC234');
  assert.equal(parseInviteCode('abI l1-2'), 'ABLLL2');
});

test('a code of another length, or with a symbol that stands for none, is no code', () => {
  const letter = fc.constantFrom('0', 'O', 'Ж', 'Ω', 'é');
  fc.assert(
    fc.property(code, letter, fc.nat(), (text, sign, place) => {
      const at = place % (text.length + 1);
      assert.equal(parseInviteCode(text.slice(0, at) + sign + text.slice(at)), undefined);
    }),
  );
  const other = fc.constantFrom('😀', '/', '\0', '\ud800', ',');
  fc.assert(
    fc.property(code, other, fc.nat(), (text, sign, place) => {
      fc.pre(text.length === 6);
      const at = 1 + (place % (text.length - 1));
      assert.equal(parseInviteCode(text.slice(0, at) + sign + text.slice(at)), undefined);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: symbol, maxLength: 20 }), (text) => {
      assert.equal(parseInviteCode(text), text.length >= 6 && text.length <= 8 ? text : undefined);
    }),
  );
});

test('garbage never throws, and what is read from it reads as itself', () => {
  fc.assert(
    fc.property(anyText(64), (text) => {
      const read = parseInviteCode(text);
      if (read !== undefined) assert.equal(parseInviteCode(read), read);
    }),
    { numRuns: 3000 },
  );
});

test('no single letter stands for two symbols', () => {
  for (const text of ['ßßß', 'ﬁﬁﬁ', 'ŉŉŉŉŉŉ']) assert.equal(parseInviteCode(text), undefined, text);
});

const pasted: readonly (readonly [text: string, code: string])[] = [
  ['Вот моё приглашение: N86B8X', 'N86B8X'],
  ['Приглашаю в Pozovi. Мой код — CKRUXN', 'CKRUXN'],
  ['invite code: N86B8X', 'N86B8X'],
  ['(n86b8x)', 'N86B8X'],
  ['https://id.example.org/i/N86B8X', 'N86B8X'],
  ['Join me: https://id.example.org/i/n86b8x?utm_source=tg#top', 'N86B8X'],
  ['\u200eN86B8X\u200b', 'N86B8X'],
  ['N8\u00ad6B\u20608X', 'N86B8X'],
];

for (const [text, meant] of pasted) {
  test(`${JSON.stringify(text)} is the code ${meant}`, () => assert.equal(parseInviteCode(text), meant));
}

test('of two codes none is read', () => {
  for (const text of ['N86B8X or CKRUXN', 'N86B8X, CKRUXN', 'https://id.example.org/i/']) {
    assert.equal(parseInviteCode(text), undefined, text);
  }
});
