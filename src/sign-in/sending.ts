import type { Database } from '../db/index.ts';
import { type Locale, Problem } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type ChallengeId, newId } from '../lib/id.ts';
import { countryOf, type PhoneNumber, type Region } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import { type Messaging, SendingFailed } from '../messaging/index.ts';
import type { Challenge } from './challenge.ts';
import { codeMessage } from './code-message.ts';
import { drawCode, hashCode, type Purpose } from './confirmation-code.ts';
import { signInProblems } from './problems.ts';
import { nextSend, type SendLimits, stillCounting } from './send-limits.ts';
import * as store from './store.ts';
import { fixedCode, type TestPhoneNumber } from './test-phone-numbers.ts';

export interface SendingRules {
  readonly codeLength: number;
  readonly codeTtlSeconds: number;
  readonly attemptsMax: number;
  /** Undefined: no limits, for load tests. */
  readonly sendLimits: SendLimits | undefined;
  readonly allowedCountries: readonly Region[] | '*';
  readonly testPhoneNumbers: readonly TestPhoneNumber[];
  readonly publicUrl: string;
}

/** What the client is told of a code that has left. */
export interface SentCode {
  readonly challengeId: ChallengeId;
  readonly codeLength: number;
  readonly expiresInSeconds: number;
  /** After how many seconds the next code may be asked for. */
  readonly retryAfterSeconds: number;
  readonly channel: string;
}

/** Sends a code to a number and waits until it has left. Throws a Problem of the sign-in table. */
export type SendCode = (to: PhoneNumber, purpose: Purpose, locale: Locale) => Promise<SentCode>;

interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly messaging: Messaging;
  readonly codeKey: Uint8Array;
  readonly rules: SendingRules;
}

/** After a provider has failed, a client may try again this soon. */
const retryAfterFailureSeconds = 30;

export function createSending({
  database,
  clock,
  random,
  messaging,
  codeKey,
  rules,
}: Dependencies): SendCode {
  const { sendLimits } = rules;

  function newChallenge(phoneNumber: PhoneNumber, purpose: Purpose, code: string): Challenge {
    const id = newId('chl', clock, random);
    const now = clock.now();
    return {
      id,
      purpose,
      phoneNumber,
      codeHash: hashCode(codeKey, { challengeId: id, purpose, phoneNumber }, code),
      createdAt: now,
      expiresAt: now + rules.codeTtlSeconds * 1000,
    };
  }

  return async (to, purpose, locale) => {
    const country = countryOf(to);
    if (
      rules.allowedCountries !== '*' &&
      (country === undefined || !rules.allowedCountries.includes(country))
    ) {
      throw new Problem(signInProblems.country_not_allowed);
    }
    const fixed = fixedCode(rules.testPhoneNumbers, to, clock.now());
    const code = fixed ?? drawCode(rules.codeLength, random);
    const challenge = newChallenge(to, purpose, code);

    const { message, retryAfterSeconds } = await database.transaction(async (trx) => {
      let wait = 0;
      if (sendLimits !== undefined) {
        const now = challenge.createdAt;
        const sentAt = stillCounting(await store.lockSends(trx, to, now), now, sendLimits);
        const next = nextSend(sentAt, now, sendLimits);
        if (next.at > now) {
          throw new Problem(signInProblems[next.rule], {
            retryAfterSeconds: Math.ceil((next.at - now) / 1000),
          });
        }
        sentAt.push(now);
        await store.setSends(trx, to, sentAt);
        wait = Math.ceil((nextSend(sentAt, now, sendLimits).at - now) / 1000);
      }
      await store.insertChallenge(trx, challenge, rules.attemptsMax);
      const text = codeMessage(code, rules.publicUrl, locale);
      const written =
        fixed === undefined ? await messaging.write(trx, { to, purpose, text, code, locale }) : undefined;
      return { message: written, retryAfterSeconds: wait };
    });

    try {
      if (message !== undefined) await messaging.deliver(message);
    } catch (error) {
      if (!(error instanceof SendingFailed)) throw error;
      await takeBack(challenge);
      throw new Problem(signInProblems.sms_unavailable, { retryAfterSeconds: retryAfterFailureSeconds });
    }
    return {
      challengeId: challenge.id,
      codeLength: code.length,
      expiresInSeconds: rules.codeTtlSeconds,
      retryAfterSeconds,
      channel: messaging.channel,
    };
  };

  /** What was not sent costs the number nothing. */
  async function takeBack({ id, phoneNumber, createdAt }: Challenge): Promise<void> {
    await database.transaction(async (trx) => {
      await store.removeChallenge(trx, id);
      if (sendLimits === undefined) return;
      const sentAt = await store.lockSends(trx, phoneNumber, createdAt);
      const own = sentAt.lastIndexOf(createdAt);
      if (own >= 0) await store.setSends(trx, phoneNumber, sentAt.toSpliced(own, 1));
    });
  }
}
