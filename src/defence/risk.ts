import { hashForDefence } from '../lib/phone-hash.ts';
import type { Defence, NumberFromOrigin } from './defence.ts';
import { failureScore } from './failures.ts';
import { isKnownDevice } from './known-devices.ts';
import { countSince } from './send-counts.ts';
import { sourceOf } from './source.ts';

/** The failure score of a number, or unentered codes of an address, from which a proof of work is required. */
const riskyScore = 3;
const riskyUnverified = 5;
const riskyWindowMs = 3_600_000;

/** Why a proof of work is required before a code is sent; undefined if it is not. */
export async function riskOf(
  defence: Defence,
  from: NumberFromOrigin,
): Promise<'failure_score' | 'governor' | 'unverified_by_address' | undefined> {
  const { database, clock, key, rules, governor } = defence;
  if (!rules.rateLimits) return undefined;
  // What strangers do must not affect a device that has signed in with the number before.
  if (await isKnownDevice(defence, database.read, from)) return undefined;
  const now = clock.now();
  const score = await failureScore(database.read, hashForDefence(key, from.phoneNumber), now);
  if (score >= riskyScore) return 'failure_score';
  if ((await governor.digits()) > 0) return 'governor';
  const address = { scope: 'address', key: sourceOf(key, from.origin) } as const;
  const { sent, verified } = await countSince(database.read, address, now - riskyWindowMs);
  return sent - verified >= riskyUnverified ? 'unverified_by_address' : undefined;
}
