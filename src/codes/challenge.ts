import type { Source } from '../defence/index.ts';
import type { ChallengeId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Purpose } from './confirmation-code.ts';

/** One code that was sent to a number. Times are epoch milliseconds. */
export interface Challenge {
  readonly id: ChallengeId;
  readonly purpose: Purpose;
  readonly phoneNumber: PhoneNumber;
  readonly codeHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Who requested it. */
  readonly source: Source;
}
