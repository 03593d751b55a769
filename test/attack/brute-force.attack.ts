import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { figure, percent } from './figures.ts';
import { ask, beginSiege, chanceOf, guessWrongly, type Siege } from './siege.ts';

const days = 30;
const daySeconds = 86_400;
const phoneNumber = homeNumber(1);
/** Codes a day that strangers can request, three attempts each: what is left once codes have eight digits. */
const comparisonsPerDayMax = 24;
const tailMax = days * comparisonsPerDayMax * 1e-8;
/** One code at a time: 3 attempts at 4 digits, up to 9 at 6 (the last code with 6 digits begins at a score of 9). */
const singleMax = 3e-4 + 9e-6 + tailMax;
/** The best attack: 2 attempts that leave the score below 3, then three live codes at once. */
const bestMax = 11e-4 + tailMax;

/** Requests codes and guesses for the rest of 30 days as fast as allowed, each time from a new address. */
async function besiege(field: Battlefield, siege: Siege, endsAt: number): Promise<void> {
  const { clock } = field.service;
  let addresses = 1000;
  while (clock.now() < endsAt) {
    const asked = await ask(field, siege, phoneNumber, attackerAddress(addresses));
    if (asked.digits === undefined) {
      clock.advance(asked.waitSeconds);
      continue;
    }
    const { digits, challengeId } = asked;
    for (let compared = 1; compared > 0; ) {
      compared =
        (await guessWrongly(field, siege, {
          ...{ phoneNumber, digits, challengeId },
          from: attackerAddress(addresses),
        })) ?? 0;
    }
    addresses += 1;
  }
}

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: 30 days of guessing at one number, one code at a time: codes grow to 6 and 8 digits and the chance stays below 0.032 %`,
    options,
    async (t) => {
      const field = await takeField(t, engine);
      const siege = beginSiege();
      await besiege(field, siege, field.service.clock.now() + days * daySeconds * 1000);
      assert.deepEqual(Object.keys(siege.codesByLength), ['4', '6', '8']);
      assert.ok(chanceOf(siege) <= singleMax, `${chanceOf(siege)}`);
      assert.ok(siege.comparisonsByLength[8]! >= days, 'the siege went on to the end');
      assert.ok(siege.comparisonsByLength[8]! <= (days + 1) * comparisonsPerDayMax);
      figure(t, story(`${engine.name}, one code at a time`, siege, singleMax));
    },
  );

  test(
    `${engine.name}: 30 days of guessing at one number in the best way there is: the chance stays below 0.111 %`,
    options,
    async (t) => {
      const field = await takeField(t, engine);
      const { clock } = field.service;
      const endsAt = clock.now() + days * daySeconds * 1000;
      const siege = beginSiege();
      // Two attempts leave the score below 3, so the next three codes still have 4 digits; then all of them at once.
      const first = await ask(field, siege, phoneNumber, attackerAddress(1));
      for (let tried = 0; tried < 2; tried += 1) {
        const { challengeId, digits = 0 } = first;
        await guessWrongly(field, siege, { phoneNumber, digits, challengeId, from: attackerAddress(1) });
      }
      clock.advance(601);
      for (const waitSeconds of [31, 61, 0]) {
        const { digits } = await ask(field, siege, phoneNumber, attackerAddress(2));
        assert.equal(digits, 4);
        clock.advance(waitSeconds);
      }
      for (let tried = 0; tried < 3; tried += 1) {
        const compared = await guessWrongly(field, siege, {
          phoneNumber,
          digits: 4,
          from: attackerAddress(2),
        });
        assert.equal(compared, 3);
      }
      assert.equal(siege.comparisonsByLength[4], 11);
      await besiege(field, siege, endsAt);
      assert.equal(siege.comparisonsByLength[4], 11, 'no code of 4 digits follows');
      assert.ok(chanceOf(siege) <= bestMax, `${chanceOf(siege)}`);
      figure(t, story(`${engine.name}, the best way`, siege, bestMax));
    },
  );
}

function story(way: string, siege: Siege, bound: number): string {
  const list = (counts: Record<number, number>) =>
    Object.entries(counts)
      .map(([digits, count]) => `${count} at ${digits} digits`)
      .join(', ');
  return (
    `${days} days, ${way}: codes ${list(siege.codesByLength)}; comparisons ${list(siege.comparisonsByLength)}; ` +
    `chance ${percent(chanceOf(siege))}, bound ${percent(bound)}`
  );
}
