import { setImmediate as nextTick } from 'node:timers/promises';
import type { Transaction } from '../db/index.ts';
import { nextCodeLength, Refusal, recordRefusal, sourceOf } from '../defence/index.ts';
import { Problem } from '../http/index.ts';
import { type ChallengeId, newId } from '../lib/id.ts';
import { hashForSends } from '../lib/phone-hash.ts';
import { deliverMessage, type Message, SendingFailed, writeMessage } from '../messaging/index.ts';
import { acceptProof, isWorth, type Level, proofProblems, proofRequired } from '../proof-of-work/index.ts';
import { admitSending, isProofNeeded, refuseNumber } from './admission.ts';
import type { Challenge } from './challenge.ts';
import { codeMessage } from './code-message.ts';
import type { CodeRequest } from './code-request.ts';
import type { Codes } from './codes.ts';
import { drawCode, hashCode, messagePurpose } from './confirmation-code.ts';
import { codeProblems } from './problems.ts';
import * as store from './store.ts';
import { fixedCode } from './test-phone-numbers.ts';

/** A sent code, as the client sees it. */
export interface SentCode {
  readonly challengeId: ChallengeId;
  readonly codeLength: number;
  readonly expiresInSeconds: number;
  /** Seconds until the next code may be requested. */
  readonly retryAfterSeconds: number;
  readonly channel: string;
}

/** A code that is ready to be sent if it is admitted. */
interface Prepared {
  readonly challenge: Challenge;
  readonly code: string;
  /** Whether it is a test number, to which nothing is sent. */
  readonly isTestNumber: boolean;
  readonly needsProof: boolean;
  /** When the code was requested (epoch milliseconds). */
  readonly askedAt: number;
}

/** An admitted code. */
interface Admitted {
  /** What to deliver; undefined for a test number. */
  readonly message: Message | undefined;
  readonly retryAfterSeconds: number;
}

/** `Retry-After` when a provider has failed. */
const retryAfterFailureSeconds = 30;

/** Sends a code to a number. Throws a Problem of the sign-in, defence or proof table. */
export async function sendCode(codes: Codes, request: CodeRequest): Promise<SentCode> {
  const { clock, counters, database, messaging, rules } = codes;
  // The sending's time counts from here, so that a queue does not add to it. All requests of one tick are accepted
  // before work on the first begins.
  const askedAt = clock.now();
  await nextTick();
  let prepared: Prepared;
  let decision: Admitted | 'proof_required' | 'wrong_codes';
  try {
    refuseNumber(codes, request.to);
    prepared = await prepare(codes, request, askedAt);
    decision = await database.transaction((trx) => decideAndWrite(codes, trx, request, prepared));
    // After the transaction, so that the attempt is counted.
    if (decision === 'wrong_codes') throw new Refusal(codeProblems.invalid_code, 'received_codes', {});
  } catch (error) {
    await recordRefusal(codes.defence, error, { phoneNumber: request.to });
    const asksForWork = error instanceof Refusal && error.type === proofProblems.proof_required;
    throw asksForWork ? await askForProof(codes, 'raised') : error;
  }
  if (decision === 'proof_required') throw await askForProof(codes, 'standard');
  const { message, retryAfterSeconds } = decision;
  if (message !== undefined) await deliver(codes, message, prepared.challenge);
  counters.codeSent(messaging.provider.name);
  return {
    challengeId: prepared.challenge.id,
    codeLength: prepared.code.length,
    expiresInSeconds: rules.codeTtlSeconds,
    retryAfterSeconds,
    channel: messaging.provider.name,
  };
}

/** Draws the code and looks up what the decision needs, before the transaction. */
async function prepare(
  codes: Codes,
  { to, purpose, origin }: CodeRequest,
  askedAt: number,
): Promise<Prepared> {
  const { clock, random, defence, rules } = codes;
  const fixed = fixedCode(rules.testPhoneNumbers, to, clock.now());
  const code = fixed ?? drawCode(await nextCodeLength(defence, to, rules.codeLength), random);
  const needsProof = await isProofNeeded(codes, { phoneNumber: to, origin });
  const id = newId('chl', clock, random);
  const now = clock.now();
  const challenge: Challenge = {
    id,
    purpose,
    phoneNumber: to,
    codeHash: hashCode(codes.key, { challengeId: id, purpose, phoneNumber: to }, code),
    createdAt: now,
    expiresAt: now + rules.codeTtlSeconds * 1000,
    source: sourceOf(defence.key, origin),
  };
  return { challenge, code, isTestNumber: fixed !== undefined, needsProof, askedAt };
}

/**
 * Admits the code and inserts challenge and message. A Refusal rolls everything back. Any other answer must be
 * committed, because a proof or an attempt is used up.
 */
async function decideAndWrite(
  codes: Codes,
  trx: Transaction,
  request: CodeRequest,
  { challenge, code, isTestNumber, needsProof, askedAt }: Prepared,
): Promise<Admitted | 'proof_required' | 'wrong_codes'> {
  const { messaging, proofs, rules, texts } = codes;
  const { to, locale, purpose } = request;
  const shown = needsProof ? await acceptProof(proofs, trx, request.proof) : undefined;
  if (shown !== undefined && !isWorth(shown, 'standard')) return 'proof_required';
  const retryAfterSeconds = await admitSending(codes, trx, { request, now: challenge.createdAt, shown });
  if (retryAfterSeconds === 'wrong_codes') return 'wrong_codes';
  store.insertChallenge(trx, { ...challenge, attemptsMax: rules.attemptsMax });
  if (isTestNumber) return { message: undefined, retryAfterSeconds };
  const text = codeMessage(texts.in(locale), code, rules.publicUrl, purpose);
  const draft = { to, purpose: messagePurpose(purpose), text, code, locale, createdAt: askedAt };
  return { message: writeMessage(messaging, trx, draft), retryAfterSeconds };
}

/** The Problem that requires a proof of work. Created after the transaction, so that none waits for it. */
function askForProof({ counters, proofs }: Codes, level: Level): Promise<Problem> {
  counters.refused(proofProblems.proof_required.code);
  return proofRequired(proofs, level);
}

/** Hands the message to the provider. If it fails, the limits of the number are restored: 503 `sms_unavailable`. */
async function deliver(codes: Codes, message: Message, challenge: Challenge): Promise<void> {
  try {
    await deliverMessage(codes.messaging, message);
  } catch (error) {
    if (!(error instanceof SendingFailed)) throw error;
    await codes.database.transaction((trx) => takeBack(codes, trx, challenge));
    throw new Problem(codeProblems.sms_unavailable, { retryAfterSeconds: retryAfterFailureSeconds });
  }
}

/** Removes the challenge and its place in the limits of the number. */
async function takeBack(
  { defence, key }: Codes,
  trx: Transaction,
  { id, phoneNumber, createdAt }: Challenge,
): Promise<void> {
  await store.removeChallenge(trx, id);
  if (!defence.rules.rateLimits) return;
  const phoneHash = hashForSends(key, phoneNumber);
  const log = await store.lockSends(trx, phoneHash, createdAt);
  const own = log.findLastIndex(({ at }) => at === createdAt);
  if (own >= 0) await store.setSends(trx, phoneHash, log.toSpliced(own, 1));
}
