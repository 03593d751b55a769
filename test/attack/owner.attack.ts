import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { inTurn, parallel } from '../parallel.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { figure } from './figures.ts';

const owners = 1000;
const atOnce = 16;
const daySeconds = 86_400;
/** Waits after which strangers may ask for the next code. */
const waitsSeconds = [31, 61, 0, 0];
const guessesAround = 4;

const ownerAddress = (index: number) => `192.0.${2 + (index >> 8)}.${index & 255}`;
const groupOf = (index: number) => index % waitsSeconds.length;
const engine = engines[0]!;

/** Guesses from addresses that were never seen, at every live code, none of them right: a right one is no part of this figure. */
function createStrangers({ client, phones }: Battlefield) {
  let addresses = 0;
  const wrongCode = (phoneNumber: string) => {
    const sent = phones.codesOf(phoneNumber);
    const digits = sent.at(-1)?.length ?? 4;
    const first = Math.floor(Math.random() * 9000);
    for (let code = first; ; code += 1) {
      const text = String(code).padStart(digits, '0');
      if (!sent.includes(text)) return text;
    }
  };
  return {
    /** Asks for a code and uses up every try that whoever asked for it has. */
    async askAndBurn(phoneNumber: string): Promise<void> {
      const from = attackerAddress(addresses++);
      const { status } = await client.sendCode(phoneNumber, from);
      if (status === 200) await parallel(3, () => client.guess(phoneNumber, wrongCode(phoneNumber), from));
    },
    async guess(phoneNumber: string): Promise<void> {
      await client.guess(phoneNumber, wrongCode(phoneNumber), attackerAddress(addresses++));
    },
  };
}

/** The owner asks for a code, and types the newest one that came, while strangers guess. Whether it signed them in. */
async function ownerSignsIn(
  field: Battlefield,
  strangers: ReturnType<typeof createStrangers>,
  index: number,
): Promise<boolean> {
  const { client, phones } = field;
  const number = homeNumber(index);
  const storm = parallel(guessesAround, () => strangers.guess(number));
  const { status } = await client.sendCode(number, ownerAddress(index));
  const late = parallel(guessesAround, () => strangers.guess(number));
  const reply =
    status === 200
      ? await client.guess(number, phones.codesOf(number).at(-1)!, ownerAddress(index))
      : undefined;
  await Promise.all([storm, late]);
  return reply?.status === 200;
}

async function signInEverybody({ client, phones, service }: Battlefield): Promise<void> {
  await inTurn(owners, atOnce, async (index) => {
    await client.sendCode(homeNumber(index), ownerAddress(index));
    const code = phones.codesOf(homeNumber(index)).at(-1)!;
    assert.equal((await client.guess(homeNumber(index), code, ownerAddress(index))).status, 200);
  });
  service.clock.advance(2 * daySeconds);
}

test(`whatever strangers ask for and guess, ${owners} of ${owners} owners sign in from where they did before, with one message`, async (t) => {
  const field = await takeField(t, engine);
  await signInEverybody(field);
  const strangers = createStrangers(field);
  let signedIn = 0;
  for (const [phase, waitSeconds] of waitsSeconds.entries()) {
    await inTurn(owners, atOnce, async (index) => {
      if (groupOf(index) < phase) return;
      await strangers.askAndBurn(homeNumber(index));
      if (groupOf(index) === phase && (await ownerSignsIn(field, strangers, index))) signedIn += 1;
    });
    field.service.clock.advance(waitSeconds);
  }
  figure(
    t,
    `owners under attack by askers and guessers: ${signedIn} of ${owners} signed in with one message`,
  );
  assert.equal(signedIn, owners);
});

test('strangers who have all rules against fraud refuse a whole country do not keep its owners out', async (t) => {
  const field = await takeField(t, engine, { settings: { FRAUD_MODE: 'protect' } });
  const known = 50;
  await inTurn(known, atOnce, async (index) => {
    await field.client.sendCode(homeNumber(index), ownerAddress(index));
    const code = field.phones.codesOf(homeNumber(index)).at(-1)!;
    assert.equal((await field.client.guess(homeNumber(index), code, ownerAddress(index))).status, 200);
  });
  field.service.clock.advance(2 * daySeconds);
  const paused = await inTurn(400, atOnce, (index) =>
    field.client.sendCode(homeNumber(10_000 * (index + 1)), attackerAddress(index)),
  );
  assert.equal(paused.at(-1)?.body.code, 'sending_paused', 'the country is paused for strangers');
  const strangers = createStrangers(field);
  const signedIn = await inTurn(known, atOnce, (index) => ownerSignsIn(field, strangers, index));
  const count = signedIn.filter(Boolean).length;
  figure(t, `owners in a country that strangers had paused: ${count} of ${known} signed in with one message`);
  assert.equal(count, known);
});

test('an owner at a place they never were signs in with the first code that is sent at their asking, or the second', async (t) => {
  const field = await takeField(t, engine);
  const strangers = createStrangers(field);
  const people = 200;
  const left = new Set(Array.from({ length: people }, (_, index) => index));
  const perMessage: number[] = [];
  for (const waitSeconds of [31, 0]) {
    const before = left.size;
    await inTurn(people, atOnce, async (index) => {
      if (left.has(index) && (await ownerSignsIn(field, strangers, index))) left.delete(index);
    });
    perMessage.push(before - left.size);
    field.service.clock.advance(waitSeconds);
  }
  figure(
    t,
    `owners on new numbers, strangers guess only: ${perMessage[0]} of ${people} with the first message, ` +
      `${perMessage[1]} with the second`,
  );
  assert.equal(left.size, 0);
});

test('strangers who take every sending of a new number delay its owner: the figure, and that it ends with the attack', async (t) => {
  const field = await takeField(t, engine);
  const strangers = createStrangers(field);
  const people = 50;
  let kept = 0;
  await inTurn(people, atOnce, async (index) => {
    await strangers.askAndBurn(homeNumber(index));
    if (!(await ownerSignsIn(field, strangers, index))) kept += 1;
  });
  const messages = field.phones.sent();
  field.service.clock.advance(daySeconds + 1);
  const after = await inTurn(people, atOnce, (index) => ownerSignsIn(field, strangers, index));
  figure(
    t,
    `owners on new numbers whose sendings strangers take: ${kept} of ${people} kept waiting (${messages} messages left), ` +
      `${after.filter(Boolean).length} of ${people} signed in once the attack was over`,
  );
  assert.equal(after.filter(Boolean).length, people);
});
