import type { AccountId } from '../lib/id.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** That one account came by another's invite code. Written once in the referee's lifetime, never changed. */
export interface Referral {
  readonly refereeId: AccountId;
  readonly referrerId: AccountId;
  readonly inviteCode: InviteCode;
  /** Epoch milliseconds. */
  readonly activatedAt: number;
}

/** Somebody whom an account brought, as its owner sees them; without number and name once their account has ended. */
export interface Referee {
  readonly id: AccountId;
  readonly phoneNumber: PhoneNumber | null;
  readonly name: string | null;
  readonly activatedAt: number;
}
