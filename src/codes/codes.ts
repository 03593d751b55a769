import type { Audit } from '../audit/index.ts';
import type { Database } from '../db/index.ts';
import type { Defence } from '../defence/index.ts';
import type { Texts } from '../i18n/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Counters } from '../lib/counters.ts';
import type { Region } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import type { Messaging } from '../messaging/index.ts';
import type { Proofs } from '../proof-of-work/index.ts';
import type { SendLimits } from './send-limits.ts';
import type { TestPhoneNumber } from './test-phone-numbers.ts';

/** The dependencies of sending and checking codes. */
export interface Codes {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: Counters;
  readonly messaging: Messaging;
  readonly audit: Audit;
  readonly defence: Defence;
  readonly proofs: Proofs;
  readonly texts: Texts;
  readonly key: DerivedKey<'codes'>;
  readonly rules: CodeRules;
}

/** The operator's settings of codes. */
export interface CodeRules extends SendLimits {
  readonly codeLength: number;
  readonly codeTtlSeconds: number;
  /** The attempts that one code allows. */
  readonly attemptsMax: number;
  /** How many codes of a number are live at the same time, the newest first. */
  readonly liveCodesMax: number;
  /** When a proof of work is required: never, when something looks like an attack, or always. */
  readonly proofOfWork: 'off' | 'risk' | 'always';
  readonly allowedCountries: readonly Region[] | '*';
  readonly testPhoneNumbers: readonly TestPhoneNumber[];
  readonly publicUrl: string;
}
