import type { QueryResult } from 'kysely';
import type { Statements } from '../connection.ts';
import type { SetQuery } from '../set-query.ts';

type Answer = QueryResult<unknown>;
type Rows = Record<string, unknown>[];

interface Asker {
  readonly given: SetQuery['given'];
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** One statement over a set, gathered from those who ask for it. */
export interface Gathering {
  /** The answer to one more; undefined when somebody has given one of its keys already. */
  join(query: SetQuery): Promise<Answer> | undefined;
  /** Sends the statement, once, over the rows of all. */
  send(): Promise<void>;
}

/** Begins with nobody; `statement` says which statement it is. */
export function gather(statement: SetQuery, execute: Statements['execute']): Gathering {
  const { key } = statement;
  const askers: Asker[] = [];
  const keys = new Set<unknown>();

  return {
    join({ given }) {
      if (given.some((row) => keys.has(row[key.index]))) return undefined;
      for (const row of given) keys.add(row[key.index]);
      return new Promise((resolve, reject) => askers.push({ given, resolve, reject }));
    },

    async send() {
      const given = askers.flatMap((asker) => asker.given);
      // In the order of their keys, or two transactions could wait for each other's rows.
      given.sort((one, other) => (String(one[key.index]) < String(other[key.index]) ? -1 : 1));
      try {
        distribute(await execute({ ...statement, given } as SetQuery));
      } catch (error) {
        for (const { reject } of askers) reject(error);
      }
    },
  };

  function distribute({ rows, numAffectedRows }: Answer): void {
    const byKey = Map.groupBy(rows as Rows, (row) => row[key.name]);
    for (const { given, resolve } of askers) {
      const own = given.flatMap((row) => byKey.get(row[key.index]) ?? []);
      if (numAffectedRows === undefined) resolve({ rows: own });
      // Where no row comes back, nobody knows whose was changed.
      else resolve({ rows: own, numAffectedRows: rows.length > 0 ? BigInt(own.length) : numAffectedRows });
    }
  }
}
