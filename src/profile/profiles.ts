import type { Accounts } from '../accounts/index.ts';
import type { Audit } from '../audit/index.ts';
import type { Database } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { RefereePhones } from '../referrals/index.ts';
import type { Sessions } from '../sessions/index.ts';

/** The dependencies of showing, exporting and ending a profile. */
export interface Profiles {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly audit: Audit;
  /** How the numbers of invited people are shown. */
  readonly refereePhones: RefereePhones;
}
