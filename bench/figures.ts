import type { LoadReport } from './load-process.ts';

/** The figures of one server in one round. */
export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the server's process for one request, in microseconds. */
  readonly cpuMicroseconds: number;
  /** The share of one core that the load's own process used. */
  readonly loadShare: number;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export function toRound({ seconds, latenciesMs, cpuSeconds }: LoadReport, serverCpuSeconds: number): Round {
  return {
    requestsPerSecond: latenciesMs.length / seconds,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
    cpuMicroseconds: (serverCpuSeconds / latenciesMs.length) * 1e6,
    loadShare: cpuSeconds / seconds,
  };
}

export function medians(rounds: readonly Round[]): Round {
  const of = (name: keyof Round) => median(rounds.map((round) => round[name]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    cpuMicroseconds: of('cpuMicroseconds'),
    loadShare: of('loadShare'),
  };
}
