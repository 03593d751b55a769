import { type Audit, type NewAuditEvent, writeAuditEvent } from '../audit/index.ts';
import type { Database, Queries, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { hashForDefence } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { createLimiter, type Limit } from '../rate-limit/index.ts';
import { type ActivationGuard, createActivationGuard } from './activation-guard.ts';
import { codeLength } from './code-length.ts';
import { failureScore } from './failures.ts';
import { createGovernor } from './governor.ts';
import { createGuessingGuard, type GuessingGuard } from './guessing-guard.ts';
import { isKnownDevice } from './known-device-store.ts';
import { Refusal } from './refusal.ts';
import { countSince } from './send-counts.ts';
import { createSendingGuard, type SendingGuard, type SendingRules } from './sending-guard.ts';
import { devicesOf, type Origin, type Source, sourceOf } from './source.ts';

/** The defences around sending and guessing codes. */
export interface Defence {
  readonly sending: SendingGuard;
  readonly guessing: GuessingGuard;
  readonly activation: ActivationGuard;
  /** Who asks, as it is kept with what was sent. */
  source(origin: Origin): Source;
  /** How long the next code to a number must be, given the length that the settings ask for. */
  codeLength(base: number, phoneNumber: PhoneNumber): Promise<number>;
  /** The digits that every code must have by now, whenever it was sent, because many numbers are guessed at; or 0. */
  lengthByNow(): number;
  /** Why a proof of work should be asked for before a code is sent; undefined when nothing speaks for it. */
  risk(phoneNumber: PhoneNumber, origin: Origin): Promise<string | undefined>;
  isKnownDevice(trx: Transaction, phoneNumber: PhoneNumber, origin: Origin): Promise<boolean>;
  /** Runs `work` and, when a rule refuses it, writes down which one and why. */
  recordRefusals<T>(of: Refused, work: () => Promise<T>): Promise<T>;
}

/** Who was refused. */
type Refused = Pick<NewAuditEvent, 'phoneNumber' | 'accountId'>;

interface Options {
  readonly database: Database;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly random: Random;
  readonly sourceKey: DerivedKey<'numbersAndOrigins'>;
  readonly rules: SendingRules & {
    readonly verifiesPerAddress: readonly Limit[];
    readonly activationsPerAccount: readonly Limit[];
    readonly activationsPerAddress: readonly Limit[];
    readonly disabledFrom: number | undefined;
  };
  readonly isKnownNumber: (trx: Transaction, phoneNumber: PhoneNumber) => Promise<boolean>;
  readonly successesSince: (queries: Queries, since: number) => Promise<number>;
  /** Called with the rule of each refusal, for metrics. */
  readonly onRefusal?: (rule: string) => void;
}

/** From this failure score of a number on, from so many unentered codes of an address on, a sender must prove work. */
const riskyScore = 3;
const riskyUnverified = 5;
const riskyWindowMs = 3_600_000;

export function createDefence(options: Options): Defence {
  const { database, audit, clock, sourceKey, rules, successesSince } = options;
  const limiter = createLimiter(clock);
  const governor = createGovernor({ database, clock, successesSince });
  return {
    sending: createSendingGuard({ ...options, limiter }),
    guessing: createGuessingGuard({ ...options, ...rules, limiter, onWrong: governor.failed }),
    activation: createActivationGuard({ ...rules, sourceKey, limiter }),
    source: (origin) => sourceOf(sourceKey, origin),

    async codeLength(base, phoneNumber) {
      const score = await failureScore(database.read, hashForDefence(sourceKey, phoneNumber), clock.now());
      return codeLength(base, { score, governor: await governor.length() });
    },

    lengthByNow: governor.lengthByNow,

    async risk(phoneNumber, origin) {
      const now = clock.now();
      // Nobody who has signed in from here before is made to wait because of what strangers do.
      const devices = devicesOf(sourceKey, origin);
      if (await isKnownDevice(database.read, hashForDefence(sourceKey, phoneNumber), devices))
        return undefined;
      if ((await failureScore(database.read, hashForDefence(sourceKey, phoneNumber), now)) >= riskyScore) {
        return 'failure_score';
      }
      if ((await governor.length()) > 0) return 'governor';
      const address = { scope: 'address', key: sourceOf(sourceKey, origin) } as const;
      const { sent, verified } = await countSince(database.read, address, now - riskyWindowMs);
      return sent - verified >= riskyUnverified ? 'unverified_by_address' : undefined;
    },

    isKnownDevice: (trx, phoneNumber, origin) =>
      isKnownDevice(trx, hashForDefence(sourceKey, phoneNumber), devicesOf(sourceKey, origin)),

    async recordRefusals(of, work) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof Refusal) {
          const { rule, inputs: details } = error;
          options.onRefusal?.(rule);
          const event = { kind: 'refused', ...of, rule, details } as const;
          await database.transaction(async (trx) => writeAuditEvent(audit, trx, event));
        }
        throw error;
      }
    },
  };
}
