import type { CompiledQuery, QueryResult } from 'kysely';
import type { Statements } from '../connection.ts';
import { isSet, type SetQuery } from '../set-query.ts';

type Answer = QueryResult<unknown>;

/** The statements of one of those that share a transaction. */
export interface Share extends Statements {
  /** Whether one of them has changed something, or may still do so. */
  hasWritten(): boolean;
}

export interface SharedStatements {
  /** The statements of one more. */
  share(): Share;
  /** Sends what waits for the end of the turn. */
  send(): void;
}

interface Asker {
  readonly keys: ReadonlySet<unknown>;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** A statement that waits, for one asker, or over a set for several. */
interface Waiting {
  readonly query: CompiledQuery | SetQuery;
  readonly rows: (readonly unknown[])[];
  readonly askers: Asker[];
}

/**
 * The statements of those that share a transaction wait for the end of the turn. Then a statement over a set is sent once,
 * over the rows of all who asked for it. Each one's own statements stay in their order.
 */
export function sharedStatements(execute: Statements['execute']): SharedStatements {
  let turns = 0;
  let waiting: Waiting[] = [];

  function send(): void {
    const sent = waiting;
    waiting = [];
    turns++;
    for (const one of sent) void answer(one);
  }

  async function answer({ query, rows, askers }: Waiting): Promise<void> {
    try {
      const result = await execute(isSet(query) ? sorted(query, rows) : query);
      const [first] = askers;
      if (!isSet(query) || askers.length === 1) first?.resolve(result);
      else share(query, result, askers);
    } catch (error) {
      for (const { reject } of askers) reject(error);
    }
  }

  /** Where the statement goes: to the same one of others, but not before the asker's own earlier ones, nor twice for a key. */
  function placeFor(query: CompiledQuery, keys: ReadonlySet<unknown>, behind: number): number {
    const place = waiting.findIndex(
      (other, index) =>
        index > behind &&
        isSet(query) &&
        other.query.sql === query.sql &&
        !other.askers.some((asker) => [...keys].some((key) => asker.keys.has(key))),
    );
    if (place >= 0) return place;
    if (waiting.length === 0) process.nextTick(send);
    return waiting.push({ query, rows: [], askers: [] }) - 1;
  }

  return {
    send,

    share() {
      let last = { turn: turns, place: -1 };
      let unanswered = 0;
      let hasChanged = false;

      function ask(query: CompiledQuery): Promise<Answer> {
        const keys = isSet(query) ? keysOf(query) : noKeys;
        const place = placeFor(query, keys, last.turn === turns ? last.place : -1);
        last = { turn: turns, place };
        return new Promise((resolve, reject) => {
          if (isSet(query)) waiting[place]?.rows.push(...query.given);
          waiting[place]?.askers.push({ keys, resolve, reject });
        });
      }

      return {
        async execute(query) {
          if (query.query.kind === 'SelectQueryNode') return ask(query);
          unanswered++;
          const result = await ask(query);
          unanswered--;
          hasChanged ||= result.numAffectedRows !== 0n;
          return result;
        },
        hasWritten: () => hasChanged || unanswered > 0,
        script: refuse,
        lock: refuse,
      };
    },
  };
}

const noKeys: ReadonlySet<unknown> = new Set();

function keysOf({ key, given }: SetQuery): ReadonlySet<unknown> {
  return new Set(given.map((row) => row[key.index]));
}

/** In the order of their keys, or two transactions could wait for each other's rows. */
function sorted(query: SetQuery, rows: readonly (readonly unknown[])[]): SetQuery {
  const { index } = query.key;
  return {
    ...query,
    given: rows.toSorted((one, other) => (String(one[index]) < String(other[index]) ? -1 : 1)),
  };
}

/** Gives each asker its part. */
function share({ key }: SetQuery, { rows, numAffectedRows }: Answer, askers: readonly Asker[]): void {
  const byKey = Map.groupBy(rows as Record<string, unknown>[], (row) => row[key.name]);
  for (const { keys, resolve } of askers) {
    const own = [...keys].flatMap((value) => byKey.get(value) ?? []);
    if (numAffectedRows === undefined) resolve({ rows: own });
    // Where no row comes back, nobody knows whose row was changed.
    else resolve({ rows: own, numAffectedRows: rows.length > 0 ? BigInt(own.length) : numAffectedRows });
  }
}

/** What would hold off others holds off nobody in the same transaction: this one has to have its own. */
async function refuse(): Promise<never> {
  throw new Error('a transaction that is shared takes no lock and runs no script');
}
