import type { AccountId } from '../lib/id.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** One account activated another's invite code. Written once per referee, never changed. */
export interface Referral {
  readonly refereeId: AccountId;
  readonly referrerId: AccountId;
  readonly inviteCode: InviteCode;
  /** Epoch milliseconds. */
  readonly activatedAt: number;
}

/** An invited person as the inviter sees them; without number and name once their account has ended. */
export interface Referee {
  readonly id: AccountId;
  readonly phoneNumber: PhoneNumber | null;
  readonly name: string | null;
  readonly activatedAt: number;
}
