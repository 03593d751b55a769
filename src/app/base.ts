import type { Audit } from '../audit/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import type { Texts } from '../i18n/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type Counters, noCounters } from '../lib/counters.ts';
import type { Random } from '../lib/random.ts';
import { type DerivedKey, deriveKey, type KeyName } from '../lib/secret-keys.ts';
import { textsOf } from './texts.ts';

/** What a service is made of. */
export interface BaseOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters?: Counters;
}

/** What every area builds its features from. No feature gets all of it. */
export interface Base extends Required<BaseOptions> {
  readonly audit: Audit;
  readonly texts: Texts;
  /** Derives the key of that name. SECRET_KEY itself is not passed on. */
  readonly key: <Name extends KeyName>(name: Name) => DerivedKey<Name>;
}

export function createBase({ config, database, clock, random, counters = noCounters }: BaseOptions): Base {
  const key: Base['key'] = (name) => deriveKey(config.secretKey, name);
  const audit: Audit = { clock, random, key: key('auditedNumbers') };
  return { config, database, clock, random, counters, audit, texts: textsOf(config), key };
}
