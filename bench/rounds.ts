import { median, medians, type Round, toRound } from './figures.ts';
import type { Load } from './load.ts';
import { connections } from './people.ts';
import { inSteps } from './progress.ts';
import type { Request } from './request.ts';
import type { Server } from './server.ts';

/** A server and what it is asked in each round; making the requests is not timed. */
export interface Contender {
  readonly server: Server;
  requests(): Promise<Request[]>;
}

export interface Comparison {
  readonly bare: Round;
  readonly own: Round;
  /** Our throughput by the bare server's: the median of the rounds' ratios, with the lowest and the highest. */
  readonly ratio: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

/** Rounds that do not count: V8 keeps optimizing for some twenty thousand requests. */
const warmUpRoundsCount = 3;

/** Loads both servers alternately, so that other load on the machine affects both alike. */
export async function compare(
  load: Load,
  bare: Contender,
  own: Contender,
  roundsCount: number,
): Promise<Comparison> {
  const all = await inSteps('round', warmUpRoundsCount + roundsCount, async () => ({
    bare: await run(load, bare),
    own: await run(load, own),
  }));
  const rounds = all.slice(warmUpRoundsCount);
  const ratios = rounds.map((round) => round.own.requestsPerSecond / round.bare.requestsPerSecond);
  return {
    bare: medians(rounds.map((round) => round.bare)),
    own: medians(rounds.map((round) => round.own)),
    ratio: median(ratios),
    ratioMin: Math.min(...ratios),
    ratioMax: Math.max(...ratios),
  };
}

async function run(load: Load, { server, requests: make }: Contender): Promise<Round> {
  const requests = await make();
  const before = server.cpuSeconds();
  const report = await load.run({ url: server.url, connections, requests, keepsBodies: false });
  return toRound(report, server.cpuSeconds() - before);
}
