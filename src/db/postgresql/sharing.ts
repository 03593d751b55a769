import { AsyncLocalStorage } from 'node:async_hooks';
import type { Work } from '../work.ts';
import { postgresqlError } from './errors.ts';
import { mayDoAlone, runTogether } from './shared-transaction.ts';
import { runTransaction, type TransactionParts } from './transaction.ts';

/** Shared transactions under way: the server carries one out while the answers of another are worked on here. */
const UNDER_WAY_MAX = 4;
const MEMBERS_MAX = 64;

/** Work that may share a transaction, and who waits for it. */
interface Member {
  readonly key: string;
  readonly work: Work<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface Sharing {
  /** Runs `work` in a transaction, perhaps in one with others, but never with one of the same key. */
  run<T>(key: string, work: Work<T>): Promise<T>;
}

/**
 * Brings together whose work may share a transaction: who comes while as many as may be are under way. Of one key only one
 * is carried out at a time, in the order of their coming.
 */
export function openSharing(parts: TransactionParts): Sharing {
  const waiting = new Map<string, Member[]>();
  const busy = new Set<string>();
  let underWay = 0;
  let isDue = false;

  /** Begins at the end of the turn, when all have come who come in it. */
  function beginSoon(): void {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      while (underWay < UNDER_WAY_MAX) {
        const members = takeNext();
        if (members.length === 0) return;
        void carryOut(members);
      }
    });
  }

  function takeNext(): Member[] {
    const members: Member[] = [];
    for (const [key, [next, ...rest]] of waiting) {
      if (members.length === MEMBERS_MAX) break;
      if (next === undefined || busy.has(key)) continue;
      members.push(next);
      busy.add(key);
      if (rest.length > 0) waiting.set(key, rest);
      else waiting.delete(key);
    }
    return members;
  }

  async function carryOut(members: readonly Member[]): Promise<void> {
    underWay++;
    const left = await together(members);
    underWay--;
    beginSoon();
    await Promise.all(left.map(alone));
  }

  /** Who is left to be run alone. */
  async function together(members: readonly Member[]): Promise<readonly Member[]> {
    try {
      const outcomes = await runTogether(
        parts,
        members.map(({ work }) => work),
      );
      members.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome?.reason);
      });
    } catch (error) {
      if (mayDoAlone(error)) return members;
      for (const { reject } of members) reject(postgresqlError(error));
    }
    for (const { key } of members) busy.delete(key);
    return [];
  }

  async function alone({ key, work, resolve, reject }: Member): Promise<void> {
    try {
      resolve(await runTransaction(parts, work, {}));
    } catch (error) {
      reject(error);
    }
    busy.delete(key);
    beginSoon();
  }

  return {
    run: <T>(key: string, work: Work<T>) => {
      // The work keeps its caller's context (as a log or a trace has), not that of whoever began the transaction.
      const asCaller = AsyncLocalStorage.snapshot();
      return new Promise<T>((resolve, reject) => {
        const member = { key, work: (trx) => asCaller(work, trx), resolve, reject } as Member;
        const others = waiting.get(key);
        if (others === undefined) waiting.set(key, [member]);
        else others.push(member);
        beginSoon();
      });
    },
  };
}
