import { writeAuditEvent } from '../audit/index.ts';
import type { Transaction } from '../db/index.ts';
import { callingTypeOf, type PhoneNumber } from '../lib/phone-number.ts';
import { overspent } from './budget.ts';
import type { Defence, NumberFromOrigin } from './defence.ts';
import { isKnownDevice } from './known-devices.ts';
import { limitsByAddress, takeOrRefuse } from './limits.ts';
import { defenceProblems } from './problems.ts';
import { judge, type Verdict } from './pumping.ts';
import { Refusal } from './refusal.ts';
import { addCounts } from './send-counts.ts';
import { sourceOf } from './source.ts';
import { countedUnder, countryKeyOf, trafficOf } from './traffic.ts';

/** A code that is about to be sent. */
export interface Sending extends NumberFromOrigin {
  /** Whether received codes proved that the sender has the phone: then they count as a known device. */
  readonly isOwner: boolean;
}

const dayMs = 86_400_000;
/** `Retry-After` for a paused sender. */
const pausedSeconds = 3600;
const costlyTypes: ReadonlySet<string> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'UAN',
  'VOICEMAIL',
  'PAGER',
  'PERSONAL_NUMBER',
]);

/** Refuses premium-rate numbers. Needs no database, so it comes first. */
export function refuseCostlyNumber({ rules }: Defence, phoneNumber: PhoneNumber): void {
  if (!rules.rateLimits) return;
  const type = callingTypeOf(phoneNumber);
  if (type !== undefined && costlyTypes.has(type)) {
    throw new Refusal(defenceProblems.number_type_not_allowed, 'number_type', { type });
  }
}

/**
 * Counts a code that is about to be sent. Throws a Refusal when its address has used up a limit. Returns the rule
 * against SMS pumping that refuses it, if any.
 */
export async function countSending(
  defence: Defence,
  trx: Transaction,
  sending: Sending,
): Promise<Verdict | undefined> {
  const { audit, clock, random, key, rules } = defence;
  const { phoneNumber, origin } = sending;
  const limits = limitsByAddress(defence, 'sends_per_address', rules.sendsPerAddress, origin);
  await takeOrRefuse(defence, trx, limits, defenceProblems.too_many_requests);
  const now = clock.now();
  const counted = countedUnder(phoneNumber, sourceOf(key, origin));
  addCounts(trx, Object.values(counted), { sent: 1, verified: 0 }, { now, below: random.below });
  const verdict = judge(await trafficOf(trx, counted, { now, homeCountry: rules.homeCountry }));
  if (verdict === undefined) return undefined;
  // Strangers can trip any of these rules, which must not keep out a device that has signed in with the number before.
  if (sending.isOwner || (await isKnownDevice(defence, trx, sending))) return undefined;
  if (rules.fraudMode === 'protect') return verdict;
  const { rule, inputs: details } = verdict;
  writeAuditEvent(audit, trx, { kind: 'would_refuse', phoneNumber, rule, details });
  return undefined;
}

/** The Refusal of a rule against SMS pumping. */
export function pausedBy({ rule, inputs }: Verdict): Refusal {
  return new Refusal(defenceProblems.sending_paused, rule, inputs, pausedSeconds);
}

/** Throws a Refusal when the code, already counted, exceeds a budget. */
export async function keepBudget(
  { clock, rules, isKnownNumber }: Defence,
  trx: Transaction,
  phoneNumber: PhoneNumber,
): Promise<void> {
  const now = clock.now();
  const country = countryKeyOf(phoneNumber);
  const byAll = await overspent(trx, rules.budget, { country, isKnown: false, now });
  if (byAll === undefined) return;
  const isReserved = await isKnownNumber(trx, phoneNumber);
  const refused = isReserved ? await overspent(trx, rules.budget, { country, isKnown: true, now }) : byAll;
  if (refused === undefined) return;
  const tomorrowSeconds = Math.ceil((dayMs - (now % dayMs)) / 1000);
  throw new Refusal(defenceProblems.sending_paused, refused.rule, refused.inputs, tomorrowSeconds);
}

/** Counts a code that was entered. */
export function countVerified(
  { clock, random, key }: Defence,
  trx: Transaction,
  { phoneNumber, origin }: NumberFromOrigin,
): void {
  const counted = Object.values(countedUnder(phoneNumber, sourceOf(key, origin)));
  addCounts(trx, counted, { sent: 0, verified: 1 }, { now: clock.now(), below: random.below });
}
