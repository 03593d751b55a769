import { type Abuse, type Origin, type Prove, Refusal, type Tally } from '../abuse/index.ts';
import type { Audit, AuditDetails } from '../audit/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { type Locale, Problem } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type ChallengeId, newId } from '../lib/id.ts';
import { countryOf, type PhoneNumber, type Region } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import { type Message, type Messaging, SendingFailed } from '../messaging/index.ts';
import { type Proofs, proofProblems, type ShownProof, showProof } from '../proof-of-work/index.ts';
import type { Challenge } from './challenge.ts';
import { codeMessage } from './code-message.ts';
import { drawCode, hashCode, hashPhoneNumber, messagePurpose, type Purpose } from './confirmation-code.ts';
import { signInProblems } from './problems.ts';
import { createReceivedCheck } from './received-codes.ts';
import {
  countingSince,
  type NextSend,
  nextSend,
  nextSendForKnownDevice,
  type SendLimits,
  stillCounting,
} from './send-limits.ts';
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

/** Sends a code to a number and waits until it has left. Throws a Problem of the sign-in or the abuse table. */
export type SendCode = (request: CodeRequest) => Promise<SentCode>;

interface Dependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly messaging: Messaging;
  readonly abuse: Abuse;
  readonly audit: Audit;
  readonly proofs: Proofs;
  readonly codeKey: Uint8Array;
  readonly rules: SendingRules;
}

/** What the limits of one request are counted with. */
interface Tallies {
  readonly sending: Tally;
  /** There when codes came along that may have to be compared. */
  readonly guessing?: Tally;
}

/** After a provider has failed, a client may try again this soon. */
const retryAfterFailureSeconds = 30;

export function createSending(dependencies: Dependencies): SendCode {
  const { database, clock, random, messaging, abuse, audit, proofs, codeKey, rules } = dependencies;
  const { sendLimits } = rules;
  const areReceived = createReceivedCheck({ codeKey, abuse });

  return async ({ to, purpose, locale, origin, proof, receivedCodes }) => {
    // The sending takes its time from here, so that a queue for the database is not added to it.
    const askedAt = clock.now();
    const fixed = fixedCode(rules.testPhoneNumbers, to, clock.now());
    const code = fixed ?? drawCode(await lengthFor(to), random);
    const challenge = newChallenge(code, { to, purpose, origin });

    const admission = abuse.recordRefusals({ phoneNumber: to }, async () => {
      refuseCountry(to);
      if (rules.rateLimits) abuse.sending.refuseCostly(to);
      const needsProof = await proofIsNeeded(to, origin);
      const outcome = await counted(origin, receivedCodes !== undefined, (tallies) =>
        database.transaction(async (trx) => {
          const shown = showProof(proofs, trx, proof);
          if (needsProof && !(await shown.isWorth('standard'))) return undefined;
          const retryAfterSeconds = rules.rateLimits
            ? await admit(trx, tallies, challenge, { origin, receivedCodes, shown })
            : 0;
          if (retryAfterSeconds === undefined) return 'wrong_codes';
          store.insertChallenge(trx, { ...challenge, attemptsMax: rules.attemptsMax });
          const text = codeMessage(code, rules.publicUrl, locale, purpose);
          const draft = { to, purpose: messagePurpose(purpose), text, code, locale, createdAt: askedAt };
          return {
            message: fixed === undefined ? await messaging.write(trx, draft) : undefined,
            retryAfterSeconds,
          };
        }),
      );
      // Only now: the guess is counted.
      if (outcome === 'wrong_codes') throw new Refusal(signInProblems.invalid_code, 'received_codes', {});
      return outcome;
    });
    const admitted = await admission.catch(withChallenge);
    if (admitted === undefined) throw await proofs.demand();
    const { message, retryAfterSeconds } = admitted;
    if (message !== undefined) await deliver(message, challenge);
    return {
      challengeId: challenge.id,
      codeLength: code.length,
      expiresInSeconds: rules.codeTtlSeconds,
      retryAfterSeconds,
      channel: messaging.channel,
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

  /** Makes a request prove more work where a rule would refuse it without. */
  function prover(shown: ShownProof): Prove | undefined {
    if (rules.proofOfWork === 'off') return undefined;
    return async ({ rule, inputs }) => {
      if (await shown.isWorth('raised')) return;
      throw new Refusal(proofProblems.proof_required, rule, { ...inputs, proof: 'asked' });
    };
  }

  /** Brings the challenge to a Refusal that asks for work: only now, because no transaction waits for it. */
  async function withChallenge(error: unknown): Promise<never> {
    const asksForWork = error instanceof Refusal && error.type === proofProblems.proof_required;
    throw asksForWork ? await proofs.demand('raised') : error;
  }

  async function proofIsNeeded(to: PhoneNumber, origin: Origin): Promise<boolean> {
    if (!rules.rateLimits || rules.proofOfWork === 'off') return false;
    return rules.proofOfWork === 'always' || (await abuse.risk(to, origin)) !== undefined;
  }

  function lengthFor(to: PhoneNumber): Promise<number> | number {
    return rules.rateLimits ? abuse.codeLength(rules.codeLength, to) : rules.codeLength;
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
      source: abuse.source(origin),
    };
  }

  function counted<T>(origin: Origin, mayGuess: boolean, work: (tallies: Tallies) => Promise<T>): Promise<T> {
    if (!mayGuess) return abuse.sending.counted(origin, (sending) => work({ sending }));
    return abuse.guessing.counted(origin, (guessing) =>
      abuse.sending.counted(origin, (sending) => work({ sending, guessing })),
    );
  }

  /**
   * Counts the code against all limits, or throws. Returns after how many seconds the next one may follow; undefined when
   * the codes that came along were not those that had been sent, which must be committed.
   */
  async function admit(
    trx: Transaction,
    tallies: Tallies,
    { phoneNumber, createdAt: now }: Challenge,
    { origin, receivedCodes, shown }: Pick<CodeRequest, 'origin' | 'receivedCodes'> & { shown: ShownProof },
  ): Promise<number | undefined> {
    const phoneHash = hashPhoneNumber(codeKey, phoneNumber);
    const log = stillCounting(await store.lockSends(trx, phoneHash, now), now, sendLimits);
    const next = nextSend(log, now, sendLimits);
    const kept = next.at > now;
    let isOwner = false;
    if (kept) {
      const isKnown = await abuse.isKnownDevice(trx, phoneNumber, origin);
      if (!isKnown && receivedCodes !== undefined && tallies.guessing !== undefined) {
        const since = countingSince(now, sendLimits);
        const received = { phoneNumber, codes: receivedCodes, origin, since };
        isOwner = await areReceived(trx, tallies.guessing, received);
        if (!isOwner) return undefined;
      }
      const last = isKnown || isOwner ? nextSendForKnownDevice(log, now, sendLimits) : next;
      const inputs = { sentLately: log.length, isKnownDevice: isKnown };
      if (last.at > now) refuse(last, now, inputs);
      if (isOwner) {
        const details = { refusedBy: next.rule, ...inputs };
        await audit.write(trx, { kind: 'let_through', phoneNumber, rule: 'received_codes', details });
      }
    }
    log.push({ at: now, kept });
    await store.setSends(trx, phoneHash, log);
    await abuse.sending.admit(trx, tallies.sending, phoneNumber, origin, isOwner, prover(shown));
    return Math.max(0, Math.ceil((nextSend(log, now, sendLimits).at - now) / 1000));
  }

  function refuse({ at, rule }: NextSend, now: number, inputs: AuditDetails): never {
    const waitSeconds = Math.ceil((at - now) / 1000);
    throw new Refusal(signInProblems[rule], rule, { ...inputs, waitSeconds }, waitSeconds);
  }

  async function deliver(message: Message, challenge: Challenge): Promise<void> {
    try {
      await messaging.deliver(message);
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
      const phoneHash = hashPhoneNumber(codeKey, phoneNumber);
      const log = await store.lockSends(trx, phoneHash, createdAt);
      const own = log.findLastIndex(({ at }) => at === createdAt);
      if (own >= 0) await store.setSends(trx, phoneHash, log.toSpliced(own, 1));
    });
  }
}
