import type { AccountId } from '../lib/id.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** A person's account: the phone number that proved itself, and the invite code by which friends come. */
export interface Account {
  readonly id: AccountId;
  readonly phoneNumber: PhoneNumber;
  readonly name: string | null;
  readonly inviteCode: InviteCode;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}
