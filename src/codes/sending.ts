import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Audit } from '../audit/index.ts';
import type { Database } from '../db/index.ts';
import { type Defence, type Origin, Refusal } from '../defence/index.ts';
import { Problem } from '../http/index.ts';
import type { Locale, Texts } from '../i18n/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type ChallengeId, newId } from '../lib/id.ts';
import { hashForSends } from '../lib/phone-hash.ts';
import { countryOf, type PhoneNumber, type Region } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import {
  deliverMessage,
  type Message,
  type Messaging,
  SendingFailed,
  writeMessage,
} from '../messaging/index.ts';
import { type Proofs, proofProblems, showProof } from '../proof-of-work/index.ts';
import { createAdmission } from './admission.ts';
import type { Challenge } from './challenge.ts';
import { codeMessage } from './code-message.ts';
import { drawCode, hashCode, messagePurpose, type Purpose } from './confirmation-code.ts';
import { signInProblems } from './problems.ts';
import type { SendLimits } from './send-limits.ts';
import * as store from './store.ts';
import { fixedCode, type TestPhoneNumber } from './test-phone-numbers.ts';

export interface SendingRules {
  readonly codeLength: number;
  readonly codeTtlSeconds: number;
  readonly attemptsMax: number;
  /** Off only for load tests: then nothing is counted but the tries of a code. */
  readonly rateLimits: boolean;
  readonly sendLimits: SendLimits;
  /** When a proof of work is asked for: never, when something looks like an attack, or always. */
  readonly proofOfWork: 'off' | 'risk' | 'always';
  readonly allowedCountries: readonly Region[] | '*';
  readonly testPhoneNumbers: readonly TestPhoneNumber[];
  readonly publicUrl: string;
}

/** Who wants a code sent where, and what for. */
export interface CodeRequest {
  readonly to: PhoneNumber;
  readonly purpose: Purpose;
  readonly locale: Locale;
  readonly origin: Origin;
  /** The solution of a proof of work, when one was asked for. */
  readonly proof?: string | undefined;
  /** The last two codes that came to the number; looked at only when its limits refuse it to an unknown device. */
  readonly receivedCodes?: readonly string[] | undefined;
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

/** Sends a code to a number and waits until it has left. Throws a Problem of the sign-in or the defence table. */
export type SendCode = (request: CodeRequest) => Promise<SentCode>;

interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly messaging: Messaging;
  readonly defence: Defence;
  readonly audit: Audit;
  readonly proofs: Proofs;
  readonly texts: Texts;
  readonly codeKey: DerivedKey<'codes'>;
  readonly rules: SendingRules;
}

/** After a provider has failed, a client may try again this soon. */
const retryAfterFailureSeconds = 30;

export function createSending(dependencies: Dependencies): SendCode {
  const { database, clock, random, messaging, defence, audit, proofs, texts, codeKey, rules } = dependencies;
  const admission = createAdmission({ defence, audit, codeKey, rules });

  return async ({ to, purpose, locale, origin, proof, receivedCodes }) => {
    // The sending takes its time from here, so that a queue is not added to it. Those who ask in the same turn of the
    // event loop are all heard before the first of them is worked for.
    const askedAt = clock.now();
    await nextTurn();
    const fixed = fixedCode(rules.testPhoneNumbers, to, clock.now());
    const code = fixed ?? drawCode(await lengthFor(to), random);
    const challenge = newChallenge(code, { to, purpose, origin });

    const decision = defence.recordRefusals({ phoneNumber: to }, async () => {
      refuseCountry(to);
      if (rules.rateLimits) defence.sending.refuseCostly(to);
      const needsProof = await proofIsNeeded(to, origin);
      const outcome = await admission.counted(origin, receivedCodes !== undefined, (tallies) =>
        database.transaction(async (trx) => {
          const shown = showProof(proofs, trx, proof);
          if (needsProof && !(await shown.isWorth('standard'))) return undefined;
          const retryAfterSeconds = rules.rateLimits
            ? await admission.admit(trx, tallies, challenge, { origin, receivedCodes, shown })
            : 0;
          if (retryAfterSeconds === undefined) return 'wrong_codes';
          store.insertChallenge(trx, { ...challenge, attemptsMax: rules.attemptsMax });
          const text = codeMessage(texts.in(locale), code, rules.publicUrl, purpose);
          const draft = { to, purpose: messagePurpose(purpose), text, code, locale, createdAt: askedAt };
          return {
            message: fixed === undefined ? writeMessage(messaging, trx, draft) : undefined,
            retryAfterSeconds,
          };
        }),
      );
      // Only now: the guess is counted.
      if (outcome === 'wrong_codes') throw new Refusal(signInProblems.invalid_code, 'received_codes', {});
      return outcome;
    });
    const admitted = await decision.catch(withChallenge);
    if (admitted === undefined) throw await proofs.demand();
    const { message, retryAfterSeconds } = admitted;
    if (message !== undefined) await deliver(message, challenge);
    return {
      challengeId: challenge.id,
      codeLength: code.length,
      expiresInSeconds: rules.codeTtlSeconds,
      retryAfterSeconds,
      channel: messaging.provider.name,
    };
  };

  function refuseCountry(to: PhoneNumber): void {
    const country = countryOf(to);
    if (rules.allowedCountries === '*' || (country !== undefined && rules.allowedCountries.includes(country)))
      return;
    throw new Refusal(signInProblems.country_not_allowed, 'allowed_countries', {
      country: country ?? 'none',
    });
  }

  /** Brings the challenge to a Refusal that asks for work: only now, because no transaction waits for it. */
  async function withChallenge(error: unknown): Promise<never> {
    const asksForWork = error instanceof Refusal && error.type === proofProblems.proof_required;
    throw asksForWork ? await proofs.demand('raised') : error;
  }

  async function proofIsNeeded(to: PhoneNumber, origin: Origin): Promise<boolean> {
    if (!rules.rateLimits || rules.proofOfWork === 'off') return false;
    return rules.proofOfWork === 'always' || (await defence.risk(to, origin)) !== undefined;
  }

  function lengthFor(to: PhoneNumber): Promise<number> | number {
    return rules.rateLimits ? defence.codeLength(rules.codeLength, to) : rules.codeLength;
  }

  function newChallenge(code: string, { to, purpose, origin }: Omit<CodeRequest, 'locale'>): Challenge {
    const id = newId('chl', clock, random);
    const now = clock.now();
    return {
      id,
      purpose,
      phoneNumber: to,
      codeHash: hashCode(codeKey, { challengeId: id, purpose, phoneNumber: to }, code),
      createdAt: now,
      expiresAt: now + rules.codeTtlSeconds * 1000,
      source: defence.source(origin),
    };
  }

  async function deliver(message: Message, challenge: Challenge): Promise<void> {
    try {
      await deliverMessage(messaging, message);
    } catch (error) {
      if (!(error instanceof SendingFailed)) throw error;
      await takeBack(challenge);
      throw new Problem(signInProblems.sms_unavailable, { retryAfterSeconds: retryAfterFailureSeconds });
    }
  }

  /** What was not sent costs the number nothing. */
  async function takeBack({ id, phoneNumber, createdAt }: Challenge): Promise<void> {
    await database.transaction(async (trx) => {
      await store.removeChallenge(trx, id);
      if (!rules.rateLimits) return;
      const phoneHash = hashForSends(codeKey, phoneNumber);
      const log = await store.lockSends(trx, phoneHash, createdAt);
      const own = log.findLastIndex(({ at }) => at === createdAt);
      if (own >= 0) await store.setSends(trx, phoneHash, log.toSpliced(own, 1));
    });
  }
}
