import { hashForDefence } from '../lib/phone-hash.ts';
import type { Defence, NumberFromOrigin } from './defence.ts';
import { failureScore } from './failures.ts';
import { isKnownDevice } from './known-device-store.ts';
import { countSince } from './send-counts.ts';
import { devicesOf, sourceOf } from './source.ts';

/** From this failure score of a number on, or from so many unentered codes of an address, a sender must prove work. */
const riskyScore = 3;
const riskyUnverified = 5;
const riskyWindowMs = 3_600_000;

/** Why a proof of work should be asked for before a code is sent; undefined when there is no reason to. */
export async function riskOf(
  { database, clock, key, rules, governor }: Defence,
  { phoneNumber, origin }: NumberFromOrigin,
): Promise<'failure_score' | 'governor' | 'unverified_by_address' | undefined> {
  if (!rules.rateLimits) return undefined;
  const now = clock.now();
  const phoneHash = hashForDefence(key, phoneNumber);
  // A device that has signed in with the number before does not wait because of what strangers do.
  if (await isKnownDevice(database.read, phoneHash, devicesOf(key, origin))) return undefined;
  if ((await failureScore(database.read, phoneHash, now)) >= riskyScore) return 'failure_score';
  if ((await governor.digits()) > 0) return 'governor';
  const address = { scope: 'address', key: sourceOf(key, origin) } as const;
  const { sent, verified } = await countSince(database.read, address, now - riskyWindowMs);
  return sent - verified >= riskyUnverified ? 'unverified_by_address' : undefined;
}
