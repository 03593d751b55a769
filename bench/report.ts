import type { Sends, Start } from './measures.ts';
import type { Comparison } from './rounds.ts';
import type { Outage } from './waits.ts';

/** The goals. */
const goals = {
  verify: 0.5,
  profile: 0.7,
  sends: { slowestMs: 2200, megabytes: 300 },
  start: { readyAfterMs: 900, megabytes: 140 },
  /** The page of one who has invited a thousand people; the queries for one who has brought a million. */
  page: 5,
  referees: 10,
  stop: 10_000,
  outage: { refusalMs: 1000, recoveryMs: 2000 },
};

const heading =
  'measure  engine      server   req/s     p50 ms   p99 ms   CPU µs   ratio (lowest-highest)  goal';

export function printHeading(): void {
  console.log(heading);
}

/** A table of both servers; the ratio is of their throughput. */
export function printComparison(measure: 'verify' | 'profile', engine: string, comparison: Comparison): void {
  const { bare, own, ratio, ratioMin, ratioMax } = comparison;
  for (const [name, round] of [
    ['bare', bare],
    ['pozovi', own],
  ] as const) {
    const figures = [
      measure.padEnd(8),
      engine.padEnd(11),
      name.padEnd(8),
      round.requestsPerSecond.toFixed(0).padEnd(9),
      round.p50Ms.toFixed(1).padEnd(8),
      round.p99Ms.toFixed(1).padEnd(8),
      round.cpuMicroseconds.toFixed(0).padEnd(8),
    ];
    if (name === 'pozovi') {
      figures.push(`${ratio.toFixed(2)} (${ratioMin.toFixed(2)}-${ratioMax.toFixed(2)})`.padEnd(23));
      figures.push(`≥ ${goals[measure]} ${verdict(ratio >= goals[measure])}`);
    } else if (round.loadShare > 0.9) {
      figures.push('the load itself is the bottleneck');
    }
    console.log(figures.join(' '));
  }
}

export function printSends(engine: string, sends: Sends): void {
  const { firstSlowestMs, slowestMs, residentMegabytesMax } = sends;
  printFigures('sends', engine, [
    `just started, slowest answer ${firstSlowestMs.toFixed(0)} ms`,
    below('warm', slowestMs, 'ms', goals.sends.slowestMs),
    below('at most', residentMegabytesMax, 'MB', goals.sends.megabytes),
  ]);
}

export function printStart(engine: string, { readyAfterMs, residentMegabytes }: Start): void {
  printFigures('start', engine, [
    below('ready after', readyAfterMs, 'ms', goals.start.readyAfterMs),
    below('at rest', residentMegabytes, 'MB', goals.start.megabytes),
  ]);
}

/** The median of one kind of reading, or one wait. */
export function printWait(measure: 'page' | 'referees' | 'stop', engine: string, ms: number): void {
  printFigures(measure, engine, [below('takes', ms, 'ms', goals[measure])]);
}

export function printOutage(engine: string, { refusalMs, recoveryMs }: Outage): void {
  printFigures('outage', engine, [
    below('slowest 503', refusalMs, 'ms', goals.outage.refusalMs),
    below('slowest recovery', recoveryMs, 'ms', goals.outage.recoveryMs),
  ]);
}

function printFigures(measure: string, engine: string, figures: readonly string[]): void {
  console.log(`${measure.padEnd(8)} ${engine.padEnd(11)} ${figures.join(' · ')}`);
}

function below(what: string, value: number, unit: string, goal: number): string {
  return `${what} ${value.toFixed(value < 100 ? 1 : 0)} ${unit} (< ${goal} ${verdict(value < goal)})`;
}

function verdict(holds: boolean): string {
  return holds ? 'holds' : 'MISSED';
}
