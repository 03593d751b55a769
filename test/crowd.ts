import assert from 'node:assert/strict';
import type { Environment } from '../src/config/index.ts';
import type { Answer, Caller } from './call.ts';

const crowdCode = '1234';

/** Settings for tests that sign in many people: all their numbers have one fixed code. */
export const crowdSettings: Environment = {
  RATE_LIMITS: 'off',
  TEST_PHONE_NUMBERS: `+7900*=${crowdCode}`,
};

/** A person after their first sign-in. */
export interface Member {
  readonly phoneNumber: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** A member whose profile has been read. */
export interface KnownMember extends Member {
  readonly id: string;
  readonly inviteCode: string;
}

let numbersGiven = 0;

/** A number that no other test of this process has had. Its code is fixed under `crowdSettings`. */
export function newPhoneNumber(): string {
  numbersGiven += 1;
  return `+7900${String(numbersGiven).padStart(7, '0')}`;
}

export function sendCode(call: Caller, phoneNumber: string): Promise<Answer> {
  return call('POST', '/api/send-code/', { body: { phone_number: phoneNumber } });
}

export function verify(call: Caller, phoneNumber: string, more: object = {}): Promise<Answer> {
  const body = { phone_number: phoneNumber, confirmation_code: crowdCode, ...more };
  return call('POST', '/api/verify-phone/', { body });
}

export function activate(call: Caller, { token }: Member, inviteCode: string): Promise<Answer> {
  return call('PUT', '/api/update-referrer/', { token, body: { referrer: inviteCode } });
}

export function profile(call: Caller, { token }: Member): Promise<Answer> {
  return call('GET', '/api/profile/', { token });
}

/** Signs a new person in. */
export async function join(call: Caller, phoneNumber = newPhoneNumber()): Promise<Member> {
  const sent = await sendCode(call, phoneNumber);
  assert.equal(sent.status, 200, sent.text);
  const verified = await verify(call, phoneNumber);
  assert.equal(verified.status, 200, verified.text);
  const { token, refresh_token: refreshToken } = verified.body;
  return { phoneNumber, token, refreshToken };
}

/** Signs a new person in and reads their profile. */
export async function joinKnown(call: Caller): Promise<KnownMember> {
  const member = await join(call);
  const { status, body, text } = await profile(call, member);
  assert.equal(status, 200, text);
  return { ...member, id: body.id, inviteCode: body.invite_code };
}
