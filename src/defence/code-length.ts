import { hashForDefence } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Defence } from './defence.ts';
import { failureScore } from './failures.ts';

/** What makes the codes to a number longer. */
export interface Pressure {
  /** The failure score of the number. */
  readonly score: number;
  /** The digits that the governor requires, or 0. */
  readonly governor: number;
}

/** The failure score from which codes have at least so many digits, the longest first. */
export const codeLengthSteps = [
  { fromScore: 10, digits: 8 },
  { fromScore: 3, digits: 6 },
] as const;

/** Above this failure score codes do not get longer. */
export const longestFromScore = codeLengthSteps[0].fromScore;

/** How long the next code to a number is: codes grow under attack instead of locking their owner out. */
export function codeLength(base: number, { score, governor }: Pressure): number {
  const digits = codeLengthSteps.find(({ fromScore }) => score >= fromScore)?.digits ?? 0;
  return Math.max(base, digits, governor);
}

/** The digits of the next code to this number, given the configured length. */
export async function nextCodeLength(
  { database, clock, key, rules, governor }: Defence,
  phoneNumber: PhoneNumber,
  base: number,
): Promise<number> {
  if (!rules.rateLimits) return base;
  const score = await failureScore(database.read, hashForDefence(key, phoneNumber), clock.now());
  return codeLength(base, { score, governor: await governor.digits() });
}

/** The digits that every code must have now, whenever it was sent, because many numbers are attacked; or 0. */
export function requiredDigitsByNow({ rules, governor }: Defence): number {
  return rules.rateLimits ? governor.digitsByNow() : 0;
}
