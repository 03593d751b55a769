import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { kinds, type Reply } from './client.ts';
import { figure } from './figures.ts';

const requests = 10_000;
const addresses = 1000;
const messagesMax = 50;
const hours = 24;
/** The sign-ins on its best day that allow a country 20 unentered codes an hour: more than one prefix may have. */
const people = 600;
const atOnce = 16;
const daySeconds = 86_400;

/** A number of the prefix that pays the attacker. */
const pumpedNumber = (index: number) => `+7701555${String(index).padStart(4, '0')}`;
/** An ordinary number of the same country: each of another prefix. */
const foreignNumber = (index: number) =>
  `+7701${String(600 + (index % 300)).padStart(3, '0')}${String(index).padStart(4, '0')}`;
const personAddress = (index: number) => `198.18.${index >> 8}.${index & 255}`;

/** New and returning people who request a code and enter it. Returns the refused sendings. */
async function ordinaryTraffic(
  { client, phones }: Battlefield,
  numbers: readonly string[],
  firstAddress: number,
  atOnce: number,
): Promise<Reply[]> {
  const refused: Reply[] = [];
  await inTurn(numbers.length, atOnce, async (index) => {
    const number = numbers[index]!;
    const from = personAddress(firstAddress + index);
    const sent = await client.sendCode(number, from);
    if (sent.status !== 200) return refused.push(sent);
    const verified = await client.guess(number, phones.codesOf(number).at(-1)!, from);
    assert.equal(verified.status, 200, verified.text);
    return undefined;
  });
  return refused;
}

/** A whole day (UTC) of sign-ins from the foreign country, so that the rules know what is normal there. */
async function ordinaryDay(field: Battlefield): Promise<void> {
  const { clock } = field.service;
  const midnightIn = () => daySeconds - ((clock.now() / 1000) % daySeconds);
  clock.advance(midnightIn() + 60);
  const parts = 12;
  for (let part = 0; part < parts; part += 1) {
    const share = people / parts;
    const numbers = Array.from({ length: share }, (_, index) => foreignNumber(part * share + index));
    assert.deepEqual(kinds(await ordinaryTraffic(field, numbers, part * share, 2)), {});
    clock.advance(6000);
  }
  clock.advance(midnightIn() + 60);
}

test(`pumping a foreign prefix by ${requests} requests from ${addresses} addresses: at most ${messagesMax} messages leave, other prefixes lose none`, async (t) => {
  const field = await takeField(t, engines[0]!, { settings: { FRAUD_MODE: 'protect' } });
  const { client, phones, service } = field;
  await ordinaryDay(field);

  const refused: Reply[] = [];
  const attack: Reply[] = [];
  let asked = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    const first = 1000 + hour * 10;
    const foreign = Array.from({ length: 5 }, (_, index) => foreignNumber(first + index));
    const home = Array.from({ length: 5 }, (_, index) => homeNumber(10_000 * (hour * 5 + index + 1)));
    const share = Math.ceil(requests / hours);
    const [lost] = await Promise.all([
      ordinaryTraffic(field, [...foreign, ...home], first, 4),
      inTurn(Math.min(share, requests - asked), atOnce, async (index) => {
        const number = hour * share + index;
        attack.push(await client.sendCode(pumpedNumber(number), attackerAddress(number % addresses)));
      }),
    ]);
    refused.push(...lost);
    asked += share;
    service.clock.advance(daySeconds / hours);
  }
  const left = Array.from({ length: requests }, (_, index) => phones.codesOf(pumpedNumber(index)).length);
  const messages = left.reduce((sum, count) => sum + count, 0);
  figure(
    t,
    `${attack.length} requests for one foreign prefix in ${hours} h: ${messages} messages left, ` +
      `${JSON.stringify(kinds(attack))}; of ${hours * 10} ordinary people at other prefixes ${refused.length} lost`,
  );
  assert.equal(attack.length, requests);
  assert.ok(messages > 0 && messages <= messagesMax, `${messages} messages`);
  assert.deepEqual(kinds(refused), {});
});
