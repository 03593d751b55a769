import { type Audit, writeAuditEvent } from '../audit/index.ts';
import type { Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { hashForDefence } from '../lib/phone-hash.ts';
import { callingTypeOf, countryOf, type PhoneNumber, type Region } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { type Limit, type Limiter, namedLimits, type Tally } from '../rate-limit/index.ts';
import { type Budget, overspent } from './budget.ts';
import { isKnownDevice } from './known-device-store.ts';
import { defenceProblems } from './problems.ts';
import { judge, type Traffic, type Verdict } from './pumping.ts';
import { Refusal } from './refusal.ts';
import { addCounts, type Counted, countSince, countsByKey, verifiedOnBestDay } from './send-counts.ts';
import { devicesOf, isLoopback, type Origin, type Source, sourceOf } from './source.ts';

export interface SendingRules {
  readonly sendsPerAddress: readonly Limit[];
  readonly fraudMode: 'observe' | 'protect';
  readonly homeCountry: Region;
  readonly budget: Budget;
  /** Whether requests from the machine itself are held to limits by address. */
  readonly limitsLoopback: boolean;
}

interface Dependencies {
  readonly audit: Audit;
  readonly clock: Clock;
  readonly random: Random;
  readonly limiter: Limiter;
  readonly sourceKey: DerivedKey<'numbersAndOrigins'>;
  readonly rules: SendingRules;
  /** Whether the number has signed in before: a part of the budget is kept for those. */
  readonly isKnownNumber: (trx: Transaction, phoneNumber: PhoneNumber) => Promise<boolean>;
}

/** Returns when the request has done the work that makes up for the verdict; otherwise throws the Refusal that asks for it. */
export type Prove = (verdict: Verdict) => Promise<void>;

export interface SendingGuard {
  /** Refuses numbers that cost their callers money. Needs no database, so it comes first. */
  refuseCostly(phoneNumber: PhoneNumber): void;
  /** Runs `work`, one transaction, with what `admit` needs to count by address. */
  counted<T>(origin: Origin, work: (tally: Tally) => Promise<T>): Promise<T>;
  /**
   * Counts a code that is about to leave, or throws the Refusal that undoes the transaction. An owner has shown to have
   * the phone, and is treated like a known device. `prove` is undefined where nobody is asked for work.
   */
  admit(
    trx: Transaction,
    tally: Tally,
    phoneNumber: PhoneNumber,
    origin: Origin,
    isOwner: boolean,
    prove?: Prove,
  ): Promise<void>;
  /** Notes that a code was entered rightly. */
  verified(trx: Transaction, phoneNumber: PhoneNumber, origin: Origin): Promise<void>;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const historyMs = 14 * dayMs;
const costlyTypes: ReadonlySet<string> = new Set([
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'UAN',
  'VOICEMAIL',
  'PAGER',
  'PERSONAL_NUMBER',
]);
const none = 'none';

export function createSendingGuard(dependencies: Dependencies): SendingGuard {
  const { audit, clock, random, limiter, sourceKey, rules, isKnownNumber } = dependencies;

  function countedUnder(phoneNumber: PhoneNumber, source: Source) {
    const country = countryOf(phoneNumber) ?? none;
    return {
      country: { scope: 'country', key: country },
      prefix: { scope: 'prefix', key: phoneNumber.slice(0, -4) },
      address: { scope: 'address', key: source },
      addressCountry: { scope: 'address_country', key: `${source} ${country}` },
      total: { scope: 'total', key: '' },
    } as const satisfies Record<string, Counted>;
  }

  async function trafficOf(
    trx: Transaction,
    keys: ReturnType<typeof countedUnder>,
    now: number,
  ): Promise<Traffic> {
    const windows = async (counted: Counted) => ({
      hour: await countSince(trx, counted, now - hourMs),
      day: await countSince(trx, counted, now - dayMs),
    });
    const asked = await countsByKey(trx, 'address_country', `${keys.address.key} `, now - dayMs);
    return {
      country: {
        ...(await windows(keys.country)),
        verifiedOnBestDay: await verifiedOnBestDay(trx, keys.country, now - historyMs),
      },
      prefix: await windows(keys.prefix),
      address: await windows(keys.address),
      addressCountries: asked.filter(({ verified }) => verified === 0).length,
      isHome: keys.country.key === rules.homeCountry,
    };
  }

  /** Answers a broken rule for a device that nothing speaks for. */
  async function answer(trx: Transaction, verdict: Verdict, phoneNumber: PhoneNumber, prove?: Prove) {
    const { rule, inputs, isProvable } = verdict;
    const written = { phoneNumber, rule, details: inputs };
    if (rules.fraudMode === 'observe')
      return writeAuditEvent(audit, trx, { kind: 'would_refuse', ...written });
    if (!isProvable || prove === undefined) {
      throw new Refusal(defenceProblems.sending_paused, rule, inputs, hourMs / 1000);
    }
    await prove(verdict);
    return writeAuditEvent(audit, trx, {
      kind: 'let_through',
      ...written,
      details: { ...inputs, proof: 'shown' },
    });
  }

  return {
    refuseCostly(phoneNumber) {
      const type = callingTypeOf(phoneNumber);
      if (type !== undefined && costlyTypes.has(type)) {
        throw new Refusal(defenceProblems.number_type_not_allowed, 'number_type', { type });
      }
    },

    counted(origin, work) {
      const isLimited = rules.limitsLoopback || !isLoopback(origin);
      const source = sourceOf(sourceKey, origin);
      const limits = isLimited ? namedLimits('sends_per_address', source, rules.sendsPerAddress) : [];
      return limiter.tallied(limits, work);
    },

    async admit(trx, tally, phoneNumber, origin, isOwner, prove) {
      const now = clock.now();
      const source = sourceOf(sourceKey, origin);
      const exceeded = await tally.take(trx);
      if (exceeded !== undefined) {
        const { name, max, windowSeconds, retryAfterSeconds } = exceeded;
        throw new Refusal(defenceProblems.too_many_requests, name, { max, windowSeconds }, retryAfterSeconds);
      }
      const keys = countedUnder(phoneNumber, source);
      addCounts(trx, Object.values(keys), { sent: 1, verified: 0 }, { now, below: random.below });
      const verdict = judge(await trafficOf(trx, keys, now));
      if (verdict !== undefined) {
        // Strangers can set off any of these rules: that must not keep out who has signed in from here before.
        const devices = devicesOf(sourceKey, origin);
        const isKnown =
          isOwner || (await isKnownDevice(trx, hashForDefence(sourceKey, phoneNumber), devices));
        if (!isKnown) await answer(trx, verdict, phoneNumber, prove);
      }
      const country = keys.country.key;
      const refused = await overspent(trx, rules.budget, { country, isKnown: false, now });
      if (refused === undefined) return;
      const isKnown = await isKnownNumber(trx, phoneNumber);
      const last = isKnown ? await overspent(trx, rules.budget, { country, isKnown, now }) : refused;
      if (last === undefined) return;
      const tomorrowSeconds = Math.ceil((dayMs - (now % dayMs)) / 1000);
      throw new Refusal(defenceProblems.sending_paused, last.rule, last.inputs, tomorrowSeconds);
    },

    async verified(trx, phoneNumber, origin) {
      const keys = Object.values(countedUnder(phoneNumber, sourceOf(sourceKey, origin)));
      addCounts(trx, keys, { sent: 0, verified: 1 }, { now: clock.now(), below: random.below });
    },
  };
}
