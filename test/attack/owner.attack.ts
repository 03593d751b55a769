import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { inTurn, parallel } from '../parallel.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { figure } from './figures.ts';

const owners = 1000;
const atOnce = 16;
const daySeconds = 86_400;
/** Waits after which strangers may request the next code. */
const waitsSeconds = [31, 61, 0, 0];
const guessesAround = 4;

const ownerAddress = (index: number) => `192.0.${2 + (index >> 8)}.${index & 255}`;
const groupOf = (index: number) => index % waitsSeconds.length;
const engine = engines[0]!;

/** Wrong attempts from unseen addresses at every live code: a correct one is not part of this figure. */
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
  let pairs = 0;
  const strangers = {
    /** Requests a code and uses up every attempt of its requester. Returns whether one was sent. */
    async askAndBurn(phoneNumber: string): Promise<boolean> {
      const from = attackerAddress(addresses++);
      const { status } = await client.sendCode(phoneNumber, from);
      if (status === 200) await parallel(3, () => client.guess(phoneNumber, wrongCode(phoneNumber), from));
      return status === 200;
    },
    async guess(phoneNumber: string): Promise<void> {
      await client.guess(phoneNumber, wrongCode(phoneNumber), attackerAddress(addresses++));
    },
    /** Guesses the last two codes. */
    async guessPair(phoneNumber: string): Promise<void> {
      const pair = [wrongCode(phoneNumber), wrongCode(phoneNumber)];
      await client.sendCode(phoneNumber, attackerAddress(addresses++), pair);
      pairs += 1;
    },
    async storm(phoneNumber: string): Promise<void> {
      await strangers.guess(phoneNumber);
      await strangers.guessPair(phoneNumber);
    },
    /** How many pairs were guessed. */
    pairs: () => pairs,
  };
  return strangers;
}

/** The owner requests a code and enters the newest one while strangers guess. Returns whether it signed them in. */
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

test(`whatever strangers request and guess, ${owners} of ${owners} owners sign in from a known device, with one message`, async (t) => {
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

test('an owner on a new device signs in with the first or second code that they request', async (t) => {
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

/** The strangers' waits between requests: the third, the fifth and the eighth are the last of a limit. */
const siegeSeconds = [31, 61, 600, 121, 3600, 31, 61, 121, 121];
/** After how many sendings of strangers a group of owners comes. */
const comingAfter = [1, 3, 5, 8];

interface Newcomer {
  readonly number: string;
  readonly address: string;
  messages: number;
  isIn: boolean;
}

/** Requests a code, and if refused, again with the last two codes. */
async function newcomerTries({ client, phones }: Battlefield, owner: Newcomer): Promise<void> {
  const { number, address } = owner;
  const pair = phones.codesOf(number).slice(-2);
  let reply = await client.sendCode(number, address);
  if (reply.status === 429 && pair.length === 2) reply = await client.sendCode(number, address, pair);
  if (reply.status !== 200) return;
  owner.messages += 1;
  const code = phones.codesOf(number).at(-1)!;
  owner.isIn = (await client.guess(number, code, address, String(reply.body.challenge_id))).status === 200;
}

for (const each of engines) {
  test(`${each.name}: whatever strangers request and guess, owners on a new device sign in within two messages of their own`, {
    skip: each.skip,
  }, async (t) => {
    const field = await takeField(t, each);
    const strangers = createStrangers(field);
    const people: Newcomer[] = Array.from({ length: 60 }, (_, index) => ({
      ...{ number: homeNumber(index), address: ownerAddress(index) },
      ...{ messages: 0, isIn: false },
    }));
    let taken = 0;
    for (const [round, waitSeconds] of siegeSeconds.entries()) {
      await inTurn(people.length, atOnce, async (index) => {
        const owner = people[index]!;
        const comes = comingAfter[index % comingAfter.length]! <= round + 1;
        if (owner.isIn) return;
        if (await strangers.askAndBurn(owner.number)) taken += 1;
        if (!comes) return;
        const storm = parallel(guessesAround, () => strangers.storm(owner.number));
        await newcomerTries(field, owner);
        await storm;
      });
      field.service.clock.advance(waitSeconds);
    }
    const withMessages = (count: number) => people.filter(({ messages, isIn }) => isIn && messages === count);
    figure(
      t,
      `${each.name}: owners at an unknown device, strangers take ${taken} sendings and make ${strangers.pairs()} pairs up: ` +
        `${withMessages(1).length} of ${people.length} with their first message, ${withMessages(2).length} with their second`,
    );
    assert.equal(withMessages(1).length + withMessages(2).length, people.length);
  });

  test(`${each.name}: a thousand addresses that make up pairs of codes get nothing, and the owner gets in`, {
    skip: each.skip,
  }, async (t) => {
    const field = await takeField(t, each);
    const strangers = createStrangers(field);
    const [number, addresses] = [homeNumber(1), 1000];
    for (const waitSeconds of [31, 61, 0]) {
      await strangers.askAndBurn(number);
      field.service.clock.advance(waitSeconds);
    }
    const before = field.phones.sent();
    await inTurn(addresses, atOnce, () => strangers.guessPair(number));
    assert.equal(field.phones.sent(), before);
    const owner = { number, address: ownerAddress(1), messages: 0, isIn: false };
    await newcomerTries(field, owner);
    figure(t, `${each.name}: ${strangers.pairs()} pairs made up from ${addresses} addresses: none is right`);
    assert.deepEqual([owner.isIn, owner.messages], [true, 1]);
  });
}
