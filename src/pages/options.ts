import type { Codes } from '../codes/index.ts';
import type { Database } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Region } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { PhoneChanges } from '../phone-change/index.ts';
import type { Profiles } from '../profile/index.ts';
import type { RefereePhones, Referrals } from '../referrals/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { SignIns } from '../sign-in/index.ts';

/** The dependencies of the pages: the use cases of the API, and a few settings. */
export interface PagesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly referrals: Referrals;
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly signIns: SignIns;
  readonly phoneChanges: PhoneChanges;
  readonly profiles: Profiles;
  /** The key of purpose `page-state`. */
  readonly stateKey: Uint8Array;
  readonly publicUrl: string;
  readonly region: Region;
  readonly refereePhones: RefereePhones;
  readonly isProduction: boolean;
  /** Whether a code counts only together with its challenge id. */
  readonly needsChallengeId: boolean;
}
