import { setTimeout as delay } from 'node:timers/promises';
import type { TestDatabase } from '../test/engines.ts';
import { openBurst } from './burst.ts';
import { median } from './figures.ts';
import type { Load } from './load.ts';
import { makePeople, phoneNumbers, prepareSignIns } from './people.ts';
import { bare, pozovi } from './programs.ts';
import { inSteps } from './progress.ts';
import { get, post, type Request } from './request.ts';
import { type Comparison, compare } from './rounds.ts';
import { startServer } from './server.ts';

const signInsEachRound = 3000;
const readsEachRound = 8000;
const people = { inviters: 100, invitedEach: 2 };
const sendsAtOnce = 2000;
const burstsCount = 5;
const startsCount = 7;
const restSeconds = 5;

interface Place {
  readonly load: Load;
  readonly database: TestDatabase;
  readonly roundsCount: number;
}

/** First sign-ins of new numbers, beside single inserts. */
export async function measureVerify({ load, database, roundsCount }: Place): Promise<Comparison> {
  const [floor, service] = [await startServer(bare(database)), await startServer(pozovi(database))];
  try {
    const numbers = phoneNumbers();
    const insert = (_: unknown) => post('/rows', { id: crypto.randomUUID(), value: 'a value' });
    return await compare(
      load,
      { server: floor, requests: async () => Array.from({ length: signInsEachRound }, insert) },
      { server: service, requests: () => prepareSignIns(load, service.url, numbers(signInsEachRound)) },
      roundsCount,
    );
  } finally {
    await Promise.all([floor.stop(), service.stop()]);
  }
}

/** Profiles of a few hundred signed-in people, beside single reads of as many rows. */
export async function measureProfile({ load, database, roundsCount }: Place): Promise<Comparison> {
  const [floor, service] = [await startServer(bare(database)), await startServer(pozovi(database))];
  try {
    const tokens = await makePeople(load, service.url, phoneNumbers(), people);
    const rows = tokens.map((_, index) => ({ id: `row-${index}`, value: 'a value' }));
    const inserts = rows.map((row) => post('/rows', row));
    await load.run({ url: floor.url, connections: 1, requests: inserts, keepsBodies: false });
    const repeat = (requests: Request[]) => async () =>
      Array.from({ length: readsEachRound }, (_, index) => requests[index % requests.length]!);
    return await compare(
      load,
      { server: floor, requests: repeat(rows.map(({ id }) => get(`/rows/${id}`))) },
      { server: service, requests: repeat(tokens.map((token) => get('/api/profile/', token))) },
      roundsCount,
    );
  } finally {
    await Promise.all([floor.stop(), service.stop()]);
  }
}

export interface Sends {
  /** Of the first burst, to a process just started. */
  readonly firstSlowestMs: number;
  /** The median of the bursts after it. */
  readonly slowestMs: number;
  readonly residentMegabytesMax: number;
}

/** Codes for many numbers at once, with the imitated sending: the slowest answer, by the client's clock. */
export async function measureSends({ database }: Place): Promise<Sends> {
  const server = await startServer(pozovi(database, {}));
  const burst = await openBurst(server.url, sendsAtOnce);
  try {
    const numbers = phoneNumbers();
    const slowest = await inSteps('burst', burstsCount + 1, async () => {
      const requests = numbers(sendsAtOnce).map((number) =>
        post('/api/send-code/', { phone_number: number }),
      );
      return Math.max(...(await burst.send(requests)));
    });
    return {
      firstSlowestMs: slowest[0] ?? Number.NaN,
      slowestMs: median(slowest.slice(1)),
      residentMegabytesMax: server.residentMegabytesMax(),
    };
  } finally {
    burst.stop();
    await server.stop();
  }
}

export interface Start {
  readonly readyAfterMs: number;
  readonly residentMegabytes: number;
}

/** From the start of the process to ready, with a filled database, and its memory at rest. */
export async function measureStart({ load, database }: Place): Promise<Start> {
  const first = await startServer(pozovi(database));
  await makePeople(load, first.url, phoneNumbers(), people);
  await first.stop();
  const starts = await inSteps('start', startsCount, async (step) => {
    const server = await startServer(pozovi(database));
    if (step === startsCount - 1) await delay(restSeconds * 1000);
    const residentMegabytes = server.residentMegabytes();
    await server.stop();
    return { readyAfterMs: server.readyAfterMs, residentMegabytes };
  });
  return {
    readyAfterMs: median(starts.map(({ readyAfterMs }) => readyAfterMs)),
    residentMegabytes: starts.at(-1)?.residentMegabytes ?? Number.NaN,
  };
}
