/** What makes the codes to a number longer. */
export interface Pressure {
  /** The failure score of the number. */
  readonly score: number;
  /** The length that the global governor asks for, or 0. */
  readonly governor: number;
}

/** Failure score from which on a code has at least so many digits. */
const steps = [
  { from: 10, digits: 8 },
  { from: 3, digits: 6 },
] as const;

/** From this failure score on codes grow no longer. */
export const longestFrom = steps[0].from;

/** How long the next code to a number is: codes grow under attack instead of locking their owner out. */
export function codeLength(base: number, { score, governor }: Pressure): number {
  const digits = steps.find(({ from }) => score >= from)?.digits ?? 0;
  return Math.max(base, digits, governor);
}
