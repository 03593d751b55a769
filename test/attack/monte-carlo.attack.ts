import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawCode } from '../../src/codes/confirmation-code.ts';
import { engines } from '../engines.ts';
import { homeNumber, takeField } from './battlefield.ts';
import { figure, interval, isLong } from './figures.ts';
import { play } from './guessing-game.ts';
import { seededRandom } from './seeded-random.ts';

const guessesWanted = isLong ? 10_000_000 : 100_000;
const tries = 3;
const digits = 4;
/** A correct attempt leaves the other attempts at its code unused. */
const spareCodes = guessesWanted / 5000;
const p = 10 ** -digits;
const overHttp = guessesWanted / 100;
/** The same seed plays the same game; another one is another sample. */
const seed = process.env.ATTACK_SEED ?? 'pozovi';
const engine = engines[0]!;
const limitsOff = { RATE_LIMITS: 'off' };

interface Sample {
  readonly name: string;
  readonly guesses: number;
  readonly live: number;
}

const samples: readonly Sample[] = [
  { name: 'one live code', guesses: (guessesWanted * 7) / 10, live: 1 },
  { name: 'three live codes, no challenge id', guesses: (guessesWanted * 29) / 100, live: 3 },
];

for (const { name, guesses, live } of samples) {
  test(`${guesses} attempts, ${name}: the wins lie within the 99 % interval of the formula`, async (t) => {
    const numbers = Math.ceil(guesses / tries) + spareCodes;
    const { guessed, wins } = await play({ seed, numbers, live, digits, tries });
    report(t, `${name}, straight to the check`, { guessed, wins, chance: 1 - (1 - p) ** live });
  });
}

test(`${overHttp} attempts over HTTP: the wins lie within the 99 % interval of the formula`, async (t) => {
  const field = await takeField(t, engine, { settings: limitsOff, random: seededRandom(`${seed} service`) });
  const random = seededRandom(`${seed} attacker`);
  let guessed = 0;
  let wins = 0;
  // One after the other, so that the seed decides everything.
  for (let index = 0; guessed < overHttp; index += 1) {
    const phoneNumber = homeNumber(index);
    assert.equal((await field.client.sendCode(phoneNumber, '192.0.2.1')).status, 200);
    for (let tried = 0; tried < tries; tried += 1) {
      guessed += 1;
      const { status } = await field.client.guess(phoneNumber, drawCode(digits, random), '192.0.2.1');
      assert.ok(status === 200 || status === 400, `${status}`);
      if (status === 400) continue;
      wins += 1;
      break;
    }
  }
  report(t, 'one live code, over HTTP', { guessed, wins, chance: p });
});

interface Outcome {
  readonly guessed: number;
  readonly wins: number;
  readonly chance: number;
}

function report(t: Parameters<typeof figure>[0], name: string, { guessed, wins, chance }: Outcome): void {
  const [low, high] = interval(guessed, chance);
  figure(
    t,
    `${name}: ${wins} wins in ${guessed} guesses, ${(guessed * chance).toFixed(2)} expected, ` +
      `99 % interval ${low} to ${high}`,
  );
  assert.ok(wins >= low && wins <= high, `${wins} wins, expected ${low} to ${high}`);
}
