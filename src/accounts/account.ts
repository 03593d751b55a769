import type { AccountId } from '../lib/id.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** A person's account: a proved phone number, and the invite code that friends enter. */
export interface Account {
  readonly id: AccountId;
  readonly phoneNumber: PhoneNumber;
  readonly name: string | null;
  readonly inviteCode: InviteCode;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}
