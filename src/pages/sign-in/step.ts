import type { Clock } from '../../lib/clock.ts';
import { type ChallengeId, parseId } from '../../lib/id.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../lib/phone-number.ts';
import type { Random } from '../../lib/random.ts';
import { seal, unseal } from '../../lib/seal.ts';

/** The state between requesting a code and entering it. Times are epoch milliseconds. */
export interface Step {
  readonly purpose: 'sign_in' | 'phone_change';
  readonly to: PhoneNumber;
  /** Undefined when the code was requested in another browser. */
  readonly challengeId: ChallengeId | undefined;
  readonly codeLength: number | undefined;
  readonly resendAt: number;
  /** The page that follows. */
  readonly next: string | undefined;
}

/** Seals steps as text, which pages keep in a cookie and in their forms. */
export interface Steps {
  write(step: Step): string;
  /** The step, or undefined when it is not genuine or too old. */
  read(text: string | undefined): Step | undefined;
}

/** Longer than any code is live, so that a late code gets an answer about the code. */
const lifeMs = 3_600_000;
const context = 'page step';

export function createSteps({
  key,
  clock,
  random,
}: {
  key: Uint8Array;
  clock: Clock;
  random: Random;
}): Steps {
  return {
    write: (step) => seal(key, context, JSON.stringify({ ...step, madeAt: clock.now() }), random),
    read(text) {
      if (text === undefined || text === '' || text.length > 1000) return undefined;
      try {
        const { madeAt, ...step } = JSON.parse(unseal(key, context, text));
        return clock.now() - madeAt > lifeMs ? undefined : toStep(step);
      } catch {
        return undefined;
      }
    },
  };
}

/** Checked although it is sealed: an older version of this program may have written it. */
function toStep({
  purpose,
  to,
  challengeId,
  codeLength,
  resendAt,
  next,
}: Record<string, unknown>): Step | undefined {
  const number = parsePhoneNumber(String(to), 'RU');
  if (number === undefined || typeof resendAt !== 'number') return undefined;
  return {
    purpose: purpose === 'phone_change' ? 'phone_change' : 'sign_in',
    to: number,
    challengeId: typeof challengeId === 'string' ? parseId('chl', challengeId) : undefined,
    codeLength: typeof codeLength === 'number' ? codeLength : undefined,
    resendAt,
    next: typeof next === 'string' ? next : undefined,
  };
}
