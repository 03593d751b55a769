import type { Audit } from '../audit/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Counters } from '../lib/counters.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { createGovernor, type Governor, type GovernorOptions } from './governor.ts';
import type { DefenceRules } from './rules.ts';
import type { Origin } from './source.ts';

/** The dependencies of the defences around sending and entering codes. */
export interface Defence {
  readonly database: Database;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: Pick<Counters, 'refused'>;
  readonly key: DerivedKey<'numbersAndOrigins'>;
  readonly rules: DefenceRules;
  /** Watches all attempts together. */
  readonly governor: Governor;
  /** Whether the number has signed in before: part of the budget is reserved for those. */
  readonly isKnownNumber: (trx: Transaction, phoneNumber: PhoneNumber) => Promise<boolean>;
}

/** A number, and the origin of the request about it. */
export interface NumberFromOrigin {
  readonly phoneNumber: PhoneNumber;
  readonly origin: Origin;
}

type Options = Omit<Defence, 'governor'> & Pick<GovernorOptions, 'successesSince'>;

export function createDefence({ successesSince, ...defence }: Options): Defence {
  const { database, clock } = defence;
  return { ...defence, governor: createGovernor({ database, clock, successesSince }) };
}
