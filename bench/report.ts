import type { Start } from './measures.ts';
import type { Comparison } from './rounds.ts';

/** What the service is to hold. */
const goals = { verify: 0.5, profile: 0.7, readyAfterMs: 700, residentMegabytes: 110 };

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

export function printStart(engine: string, { readyAfterMs, residentMegabytes }: Start): void {
  const { readyAfterMs: msMax, residentMegabytes: megabytesMax } = goals;
  const ready = `ready after ${readyAfterMs.toFixed(0)} ms (< ${msMax} ${verdict(readyAfterMs < msMax)})`;
  const rest = `at rest ${residentMegabytes.toFixed(0)} MB (< ${megabytesMax} ${verdict(residentMegabytes < megabytesMax)})`;
  console.log(`start    ${engine.padEnd(11)} ${ready} · ${rest}`);
}

function verdict(holds: boolean): string {
  return holds ? 'holds' : 'MISSED';
}
