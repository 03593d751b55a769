import type { TestContext } from 'node:test';

/** Whether the attacks run in their long form, which takes as long as it takes. */
export const isLong = process.env.ATTACK_LONG === '1';

/** Prints the result of an attack. */
export function figure(t: TestContext, text: string): void {
  t.diagnostic(text);
}

/** A share as people read it: `0.031 %`. */
export function percent(share: number): string {
  return `${(share * 100).toPrecision(3)} %`;
}

/** The whole numbers that a binomial count lies between with at least `confidence`: `[low, high]`, both included. */
export function interval(trials: number, p: number, confidence = 0.99): [low: number, high: number] {
  const tail = (1 - confidence) / 2;
  const logOdds = Math.log(p) - Math.log1p(-p);
  let logMass = trials * Math.log1p(-p);
  let below = 0;
  let low: number | undefined;
  for (let count = 0; count <= trials; count += 1) {
    below += Math.exp(logMass);
    if (low === undefined && below > tail) low = count;
    if (below >= 1 - tail) return [low ?? 0, count];
    logMass += Math.log(trials - count) - Math.log(count + 1) + logOdds;
  }
  return [low ?? 0, trials];
}
