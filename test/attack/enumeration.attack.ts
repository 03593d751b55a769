import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { removeOldChallenges } from '../../src/codes/index.ts';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { createClient, type Reply } from './client.ts';
import { figure, isLong } from './figures.ts';

const people = 1000;
const rounds = isLong ? 30 : 5;
const warmUp = 200;
const areaMax = 0.52;
const daySeconds = 86_400;
const engine = engines[0]!;

const known = (index: number) => homeNumber(2 * index);
const unknown = (index: number) => homeNumber(2 * index + 1);

/** What a client sees of an answer, except what differs in every answer. */
function shapeOf({ status, headers, body }: Reply) {
  const { date: _, 'x-request-id': __, ...rest } = headers;
  const own = { phone_number: '', challenge_id: '', request_id: '' };
  return { status, headers: rest, body: { ...body, ...own } };
}

async function signInKnown({ client, phones, service }: Battlefield, count: number): Promise<void> {
  await inTurn(count, 16, async (index) => {
    const from = attackerAddress(900_000 + index);
    await client.sendCode(known(index), from);
    assert.equal((await client.guess(known(index), phones.codesOf(known(index))[0]!, from)).status, 200);
  });
  await rest(service);
}

/** Three days later, after the background jobs have run. */
async function rest({ clock, database }: Battlefield['service']): Promise<void> {
  clock.advance(3 * daySeconds);
  const before = clock.now() - 2 * daySeconds * 1000;
  await database.transaction((trx) => removeOldChallenges(trx, before, before));
}

test('the answers for known and unknown numbers are the same in status, headers and body, right down to the refusals', async (t) => {
  const field = await takeField(t, engine);
  const { client } = field;
  const pairsCompared = 20;
  await signInKnown(field, pairsCompared);
  let compared = 0;
  for (let index = 0; index < pairsCompared; index += 1) {
    const from = attackerAddress(index);
    for (let sending = 0; sending < 2; sending += 1) {
      const shapes = [known(index), unknown(index)].map(async (number) =>
        shapeOf(await client.sendCode(number, from)),
      );
      const [one, other] = await Promise.all(shapes);
      assert.deepEqual(one, other);
      compared += 1;
    }
    for (let guess = 0; guess < 5; guess += 1) {
      const shapes = [known(index), unknown(index)].map(async (number) =>
        shapeOf(await client.guess(number, '00000', from)),
      );
      const [one, other] = await Promise.all(shapes);
      assert.deepEqual(one, other);
      compared += 1;
    }
  }
  figure(t, `known and unknown numbers: ${compared} pairs of answers, all the same`);
});

test(`the time of an answer tells known and unknown numbers apart no better than an area of ${areaMax} under the curve`, async (t) => {
  const field = await takeField(t, engine);
  const { service } = field;
  await signInKnown(field, people);
  const client = createClient(service.url, 2);
  t.after(() => client.close());
  const times = { sendCode: pairs(), wrongCode: pairs() };
  let addresses = 0;

  async function timed(work: (from: string) => Promise<Reply>, status: number): Promise<number> {
    const from = attackerAddress(addresses++);
    const begun = performance.now();
    const reply = await work(from);
    const ms = performance.now() - begun;
    assert.equal(reply.status, status, reply.text);
    return ms;
  }
  async function both(
    to: Pairs,
    index: number,
    work: (number: string, from: string) => Promise<Reply>,
    status: number,
  ) {
    const knownFirst = Math.random() < 0.5;
    const first = await timed((from) => work(knownFirst ? known(index) : unknown(index), from), status);
    const second = await timed((from) => work(knownFirst ? unknown(index) : known(index), from), status);
    to.known.push(knownFirst ? first : second);
    to.unknown.push(knownFirst ? second : first);
  }

  for (let round = 0; round < rounds; round += 1) {
    // Two at a time: one of them works while the other's transaction is made durable.
    await inTurn(people, 2, async (index) => {
      const isWarm = round > 0 || index >= warmUp;
      await both(isWarm ? times.sendCode : pairs(), index, client.sendCode, 200);
      await both(
        isWarm ? times.wrongCode : pairs(),
        index,
        (number, from) => client.guess(number, '00000', from),
        400,
      );
    });
    await rest(service);
  }
  for (const [name, { known: a, unknown: b }] of Object.entries(times)) {
    const area = areaUnderCurve(a, b);
    figure(
      t,
      `${name}: ${a.length} pairs, median ${median(a).toFixed(3)} and ${median(b).toFixed(3)} ms, area ${area.toFixed(4)}`,
    );
    assert.ok(Math.max(area, 1 - area) <= areaMax, `${name}: ${area}`);
  }
});

interface Pairs {
  readonly known: number[];
  readonly unknown: number[];
}

const pairs = (): Pairs => ({ known: [], unknown: [] });

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The chance that a time of `a` is longer than one of `b` (Mann-Whitney, ranks of ties shared): 0.5 tells nothing. */
function areaUnderCurve(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((ms) => ({ ms, isA: true })), ...b.map((ms) => ({ ms, isA: false }))];
  all.sort((one, other) => one.ms - other.ms);
  let ranks = 0;
  for (let begin = 0; begin < all.length; ) {
    let end = begin;
    while (end < all.length && all[end]!.ms === all[begin]!.ms) end += 1;
    const tied = all.slice(begin, end).filter(({ isA }) => isA).length;
    ranks += tied * ((begin + 1 + end) / 2);
    begin = end;
  }
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length);
}
