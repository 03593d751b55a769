import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { PhoneNumber } from '../../lib/phone-number.ts';
import { secureRandom as random } from '../../lib/random.ts';
import { createSteps, type Step } from './step.ts';

let now = 1_800_000_000_000;
const clock = { now: () => now };
const key = randomBytes(32);
const steps = createSteps({ key, clock, random });
const step: Step = {
  purpose: 'phone_change',
  to: '+79991234567' as PhoneNumber,
  challengeId: undefined,
  codeLength: 4,
  resendAt: now + 30_000,
  next: '/profile/end',
};

test('a step is restored as it was, and its text reveals nothing of it', () => {
  const text = steps.write(step);
  assert.deepEqual(steps.read(text), step);
  assert.doesNotMatch(Buffer.from(text, 'base64url').toString('latin1'), /79991234567/);
});

test('a step changed in any byte, or sealed with another key, is refused', () => {
  const bytes = Buffer.from(steps.write(step), 'base64url');
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    assert.equal(steps.read(changed.toString('base64url')), undefined);
  }
  const foreign = createSteps({ key: randomBytes(32), clock, random });
  assert.equal(steps.read(foreign.write(step)), undefined);
  for (const text of [undefined, '', 'x', 'x'.repeat(2000)]) assert.equal(steps.read(text), undefined);
});

test('a step of an hour ago leads nowhere', () => {
  const text = steps.write(step);
  now += 3_600_000;
  assert.deepEqual(steps.read(text), step);
  now += 1;
  assert.equal(steps.read(text), undefined);
});
