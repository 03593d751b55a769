import { type Audit, type AuditDetails, writeAuditEvent } from '../audit/index.ts';
import type { Transaction } from '../db/index.ts';
import { type Defence, type Origin, type Prove, Refusal } from '../defence/index.ts';
import { hashForSends } from '../lib/phone-hash.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { proofProblems, type ShownProof } from '../proof-of-work/index.ts';
import type { Tally } from '../rate-limit/index.ts';
import type { Challenge } from './challenge.ts';
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

/** What the limits of one request are counted with. */
export interface Tallies {
  readonly sending: Tally;
  /** There when codes came along that may have to be compared. */
  readonly guessing?: Tally;
}

/** What a request for a code brought to be let in by. */
interface Brought {
  readonly origin: Origin;
  readonly receivedCodes?: readonly string[] | undefined;
  readonly shown: ShownProof;
}

/** Decides whether a code may leave. */
export interface Admission {
  /** Runs `work`, one transaction, with what `admit` needs to count by address. */
  counted<T>(origin: Origin, mayGuess: boolean, work: (tallies: Tallies) => Promise<T>): Promise<T>;
  /**
   * Counts the code against all limits, or throws a Refusal. Returns after how many seconds the next one may follow;
   * undefined when the codes that came along were not those that had been sent, which must be committed.
   */
  admit(
    trx: Transaction,
    tallies: Tallies,
    challenge: Challenge,
    brought: Brought,
  ): Promise<number | undefined>;
}

interface Options {
  readonly defence: Defence;
  readonly audit: Audit;
  readonly codeKey: DerivedKey<'codes'>;
  readonly rules: { readonly sendLimits: SendLimits; readonly proofOfWork: 'off' | 'risk' | 'always' };
}

export function createAdmission({ defence, audit, codeKey, rules }: Options): Admission {
  const { sendLimits } = rules;
  const areReceived = createReceivedCheck({ codeKey, defence });

  /** Makes a request prove more work where a rule would refuse it without. */
  function prover(shown: ShownProof): Prove | undefined {
    if (rules.proofOfWork === 'off') return undefined;
    return async ({ rule, inputs }) => {
      if (await shown.isWorth('raised')) return;
      throw new Refusal(proofProblems.proof_required, rule, { ...inputs, proof: 'asked' });
    };
  }

  function counted<T>(origin: Origin, mayGuess: boolean, work: (tallies: Tallies) => Promise<T>): Promise<T> {
    if (!mayGuess) return defence.sending.counted(origin, (sending) => work({ sending }));
    return defence.guessing.counted(origin, (guessing) =>
      defence.sending.counted(origin, (sending) => work({ sending, guessing })),
    );
  }

  async function admit(
    trx: Transaction,
    tallies: Tallies,
    { phoneNumber, createdAt: now }: Challenge,
    { origin, receivedCodes, shown }: Brought,
  ): Promise<number | undefined> {
    const phoneHash = hashForSends(codeKey, phoneNumber);
    const log = stillCounting(await store.lockSends(trx, phoneHash, now), now, sendLimits);
    const next = nextSend(log, now, sendLimits);
    const kept = next.at > now;
    let isOwner = false;
    if (kept) {
      const isKnown = await defence.isKnownDevice(trx, phoneNumber, origin);
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
        writeAuditEvent(audit, trx, { kind: 'let_through', phoneNumber, rule: 'received_codes', details });
      }
    }
    log.push({ at: now, kept });
    await store.setSends(trx, phoneHash, log);
    await defence.sending.admit(trx, tallies.sending, phoneNumber, origin, isOwner, prover(shown));
    return Math.max(0, Math.ceil((nextSend(log, now, sendLimits).at - now) / 1000));
  }

  function refuse({ at, rule }: NextSend, now: number, inputs: AuditDetails): never {
    const waitSeconds = Math.ceil((at - now) / 1000);
    throw new Refusal(signInProblems[rule], rule, { ...inputs, waitSeconds }, waitSeconds);
  }

  return { counted, admit };
}
