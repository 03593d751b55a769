import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { figure, isLong } from './figures.ts';

const numbers = isLong ? 100_000 : 10_000;
const hoarded = isLong ? 10_000 : 1000;
const hours = 10;
const atOnce = 16;
/** Wrong attempts an hour above which the governor trips on a service with few sign-ins. */
const governorFloor = 100;
/** Attempts in progress when it trips are still compared: this many at once, each with one code. */
const underWay = 2 * atOnce;
const most = governorFloor + underWay;

interface Spray {
  /** Comparisons of an attempt with a code of its own length. */
  readonly comparisons: Record<number, number>;
  sends: number;
}

/** An attempt at the code of a number, from a new address. */
async function guess(field: Battlefield, spray: Spray, index: number, tries: number): Promise<void> {
  const number = homeNumber(index);
  const sent = field.phones.codesOf(number).at(-1);
  if (sent === undefined) return;
  for (let tried = 0; tried < tries; tried += 1) {
    const code = String((Number(sent) + tried + 1) % 10 ** sent.length).padStart(sent.length, '0');
    await field.client.guess(number, code, attackerAddress(index));
  }
  spray.sends += 1;
}

/** How many attempts were compared with codes of each length, as the service counted them. */
async function tallyComparisons({ service, phones }: Battlefield, spray: Spray): Promise<void> {
  const codes = await service.database.read
    .selectFrom('challenges')
    .select(['phone_number as phoneNumber', 'attempts'])
    .execute();
  for (const { phoneNumber, attempts } of codes) {
    const digits = phones.codesOf(phoneNumber).at(-1)!.length;
    spray.comparisons[digits] = (spray.comparisons[digits] ?? 0) + attempts;
  }
}

const expectedTaken = ({ comparisons }: Spray) =>
  Object.entries(comparisons).reduce((sum, [digits, count]) => sum + count * 10 ** -Number(digits), 0);

const engine = engines[0]!;

test(`spraying over ${numbers} numbers, one attempt each: the governor trips, and codes have 6 digits, then 8`, async (t) => {
  const field = await takeField(t, engine);
  const { client, service } = field;
  const spray: Spray = { comparisons: {}, sends: 0 };
  const batch = 250;
  for (let begun = 0; begun < numbers; begun += batch) {
    await inTurn(batch, atOnce, async (index) => {
      const sent = await client.sendCode(homeNumber(begun + index), attackerAddress(begun + index));
      if (sent.status === 200) await guess(field, spray, begun + index, 1);
    });
    service.clock.advance((hours * 3600 * batch) / numbers);
  }
  await tallyComparisons(field, spray);
  assert.equal(spray.sends, numbers);
  assert.ok(spray.comparisons[4]! <= most, `${spray.comparisons[4]} at 4 digits, at most ${most}`);
  assert.ok(spray.comparisons[6]! > 0 && spray.comparisons[8]! > 0, 'codes grew twice');
  const without = numbers / 10_000;
  assert.ok(expectedTaken(spray) < without / 10, `${expectedTaken(spray)} accounts`);
  figure(
    t,
    `${numbers} numbers in ${hours} h: ${story(spray)}, with 4 digits throughout ${without.toFixed(1)} accounts`,
  );
});

test(`hoarding ${hoarded} codes of 4 digits before the first attempt brings no more attempts than the governor allows`, async (t) => {
  const field = await takeField(t, engine);
  const { client } = field;
  const spray: Spray = { comparisons: {}, sends: 0 };
  await inTurn(hoarded, atOnce, (index) => client.sendCode(homeNumber(index), attackerAddress(index)));
  await inTurn(hoarded, atOnce, (index) => guess(field, spray, index, 3));
  await tallyComparisons(field, spray);
  figure(t, `${hoarded} codes hoarded, then ${3 * hoarded} guesses at once: ${story(spray)}`);
  assert.ok(spray.comparisons[4]! <= most, `${spray.comparisons[4]} at 4 digits, at most ${most}`);
});

function story(spray: Spray): string {
  const counts = Object.entries(spray.comparisons).map(([digits, count]) => `${count} at ${digits} digits`);
  return `comparisons ${counts.join(', ')}; expected accounts taken ${expectedTaken(spray).toFixed(4)}`;
}
