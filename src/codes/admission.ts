import { type AuditDetails, writeAuditEvent } from '../audit/index.ts';
import type { Transaction } from '../db/index.ts';
import {
  countSending,
  isKnownDevice,
  keepBudget,
  type NumberFromOrigin,
  pausedBy,
  Refusal,
  refuseCostlyNumber,
  riskOf,
  type Verdict,
} from '../defence/index.ts';
import { hashForSends } from '../lib/phone-hash.ts';
import { countryOf, type PhoneNumber } from '../lib/phone-number.ts';
import { acceptProof, isWorth, type ProofOutcome, proofProblems } from '../proof-of-work/index.ts';
import type { CodeRequest } from './code-request.ts';
import type { Codes } from './codes.ts';
import { codeProblems } from './problems.ts';
import { areReceivedCodes } from './received-codes.ts';
import {
  countingSince,
  type NextSend,
  nextSend,
  nextSendForKnownDevice,
  type Sending,
  stillCounting,
} from './send-limits.ts';
import * as store from './store.ts';

/** A code that is about to be sent. */
interface Pending {
  readonly request: CodeRequest;
  /** Epoch milliseconds. */
  readonly now: number;
  /** What the proof in the request is worth, if one was needed. */
  readonly shown: ProofOutcome | undefined;
}

/** Refuses numbers that never get codes. Needs no database, so it comes first. */
export function refuseNumber({ defence, rules }: Codes, to: PhoneNumber): void {
  const { allowedCountries } = rules;
  const country = countryOf(to);
  const isServed = allowedCountries === '*' || (country !== undefined && allowedCountries.includes(country));
  if (!isServed) {
    const inputs = { country: country ?? 'none' };
    throw new Refusal(codeProblems.country_not_allowed, 'allowed_countries', inputs);
  }
  refuseCostlyNumber(defence, to);
}

/** Whether a proof of work is required, whatever the limits say. */
export async function isProofNeeded({ defence, rules }: Codes, from: NumberFromOrigin): Promise<boolean> {
  if (!defence.rules.rateLimits || rules.proofOfWork === 'off') return false;
  return rules.proofOfWork === 'always' || (await riskOf(defence, from)) !== undefined;
}

/**
 * Counts the code against all limits, or throws a Refusal. Returns the seconds until the next code is allowed, or
 * `wrong_codes` when the received codes do not match; then the transaction must be committed.
 */
export async function admitSending(
  codes: Codes,
  trx: Transaction,
  pending: Pending,
): Promise<number | 'wrong_codes'> {
  const { defence, rules } = codes;
  if (!defence.rules.rateLimits) return 0;
  const { request, now } = pending;
  const { to: phoneNumber, origin } = request;
  // The limits of the number
  const phoneHash = hashForSends(codes.key, phoneNumber);
  const log = stillCounting(await store.lockSends(trx, phoneHash, now), now, rules);
  const next = nextSend(log, now, rules);
  const isRefused = next.at > now;
  const exception = isRefused ? await exceptionFor(codes, trx, { request, now, log, next }) : undefined;
  if (exception === 'wrong_codes') return 'wrong_codes';
  log.push({ at: now, kept: isRefused });
  await store.setSends(trx, phoneHash, log);
  // The limits of its address, the rules against fraud, and the budget
  const isOwner = exception === 'owner';
  const verdict = await countSending(defence, trx, { phoneNumber, origin, isOwner });
  if (verdict !== undefined) await requireWork(codes, trx, pending, verdict);
  await keepBudget(defence, trx, phoneNumber);
  return Math.max(0, Math.ceil((nextSend(log, now, rules).at - now) / 1000));
}

interface RefusedSending {
  readonly request: CodeRequest;
  readonly now: number;
  readonly log: readonly Sending[];
  /** The decision for an unknown device. */
  readonly next: NextSend;
}

/**
 * The exceptions from the limits of a number: a device that has signed in with it, and the owner, who knows the last
 * two codes. Throws the Refusal for all others.
 */
async function exceptionFor(
  codes: Codes,
  trx: Transaction,
  { request, now, log, next }: RefusedSending,
): Promise<'known_device' | 'owner' | 'wrong_codes'> {
  const { audit, defence, rules } = codes;
  const { to: phoneNumber, origin, receivedCodes } = request;
  const isKnown = await isKnownDevice(defence, trx, { phoneNumber, origin });
  const showsCodes = !isKnown && receivedCodes !== undefined;
  if (showsCodes) {
    const received = { phoneNumber, codes: receivedCodes, origin, since: countingSince(now, rules) };
    if (!(await areReceivedCodes(codes, trx, received))) return 'wrong_codes';
  }
  const allowed = isKnown || showsCodes ? nextSendForKnownDevice(log, now, rules) : next;
  const inputs = { sentLately: log.length, isKnownDevice: isKnown };
  if (allowed.at > now) throw refusalBy(allowed, now, inputs);
  if (!showsCodes) return 'known_device';
  const details = { refusedBy: next.rule, ...inputs };
  writeAuditEvent(audit, trx, { kind: 'let_through', phoneNumber, rule: 'received_codes', details });
  return 'owner';
}

function refusalBy({ at, rule }: NextSend, now: number, inputs: AuditDetails): Refusal {
  const waitSeconds = Math.ceil((at - now) / 1000);
  return new Refusal(codeProblems[rule], rule, { ...inputs, waitSeconds }, waitSeconds);
}

/** Admits a request that a rule refused if it brings a raised proof of work; otherwise throws the Refusal. */
async function requireWork(
  { audit, proofs, rules }: Codes,
  trx: Transaction,
  { request, shown }: Pending,
  verdict: Verdict,
): Promise<void> {
  const { rule, inputs } = verdict;
  if (!verdict.isProvable || rules.proofOfWork === 'off') throw pausedBy(verdict);
  const proof = shown ?? (await acceptProof(proofs, trx, request.proof));
  if (!isWorth(proof, 'raised')) {
    throw new Refusal(proofProblems.proof_required, rule, { ...inputs, proof: 'asked' });
  }
  const details = { ...inputs, proof: 'shown' };
  writeAuditEvent(audit, trx, { kind: 'let_through', phoneNumber: request.to, rule, details });
}
