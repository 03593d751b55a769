import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { solve } from '../proof.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { kinds, type Reply } from './client.ts';
import { figure } from './figures.ts';

const hours = 24;
const requestsPerHour = 100;
const addresses = 1000;
/** Unentered codes of the home country that a service without history allows in a day. */
const freeMax = 200;
/** How far concurrent requests may exceed a sum. */
const atOnce = 8;
const secondsPerHour = 3600;

/** A new person, whose browser does the required work before they type the code. */
async function firstSignIn({ client, phones }: Battlefield, index: number) {
  const number = homeNumber(1_000_000 + 10_000 * index);
  const from = `198.51.100.${index}`;
  let sent = await client.sendCode(number, from);
  const hasProved = sent.status === 403;
  if (hasProved) {
    const body = { phone_number: number, proof: await solve(sent.body.challenge) };
    sent = await client.call('/api/send-code/', { body, from });
  }
  const code = phones.codesOf(number).at(-1);
  const signedIn = code !== undefined && (await client.guess(number, code, from)).status === 200;
  return { signedIn, hasProved };
}

test('strangers who request codes at home all day and enter none lock nobody out, and get no more messages than before', async (t) => {
  const field = await takeField(t, engines[0]!, {
    settings: { FRAUD_MODE: 'protect', PROOF_OF_WORK: 'risk' },
  });
  const { client, service } = field;
  const attack: Reply[] = [];
  const people: Awaited<ReturnType<typeof firstSignIn>>[] = [];
  for (let hour = 0; hour < hours; hour += 1) {
    await inTurn(requestsPerHour, atOnce, async (index) => {
      const asked = hour * requestsPerHour + index;
      // Each of another prefix, so that the country's rules trip.
      attack.push(
        await client.sendCode(homeNumber(2_000_000 + 3000 * asked), attackerAddress(asked % addresses)),
      );
    });
    people.push(await firstSignIn(field, hour));
    service.clock.advance(secondsPerHour);
  }
  const left = attack.filter(({ status }) => status === 200).length;
  const signedIn = people.filter((person) => person.signedIn).length;
  const proved = people.filter((person) => person.hasProved).length;
  figure(
    t,
    `${attack.length} requests at home in ${hours} h: ${JSON.stringify(kinds(attack))}; ` +
      `of ${hours} new people ${signedIn} signed in with one message, ${proved} of them with a proof of work`,
  );
  assert.ok(left <= freeMax + atOnce, `${left} messages`);
  assert.ok(proved > hours / 2, 'the rules said no');
  assert.equal(signedIn, hours);
});
