import type { QueryResult } from 'kysely';
import type { Statements } from '../../connection.ts';
import type { SetQuery } from '../../set-query.ts';

type Answer = QueryResult<unknown>;
type Row = readonly unknown[];

interface Asker {
  readonly given: readonly Row[];
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
  const keyOf = (row: Row) => key && row[key.index];
  const keys = new Set<unknown>();
  const askers: Asker[] = [];

  /** In the order of their keys, or two transactions could wait for each other's rows. */
  function givenByAll(): Row[] {
    const given = askers.flatMap((asker) => asker.given);
    return key ? given.sort((one, other) => (String(keyOf(one)) < String(keyOf(other)) ? -1 : 1)) : given;
  }

  /** Without a key nobody can tell whose rows were changed: then they are everybody's. */
  function distribute(answer: Answer): void {
    const byKey = key && Map.groupBy(answer.rows as Record<string, unknown>[], (row) => row[key.name]);
    for (const { given, resolve } of askers) {
      const rows = byKey ? given.flatMap((row) => byKey.get(keyOf(row)) ?? []) : [];
      const isRead = answer.numAffectedRows === undefined;
      resolve({ ...answer, rows, ...(byKey && !isRead && { numAffectedRows: BigInt(rows.length) }) });
    }
  }

  return {
    join({ given }) {
      if (key && given.some((row) => keys.has(keyOf(row)))) return undefined;
      for (const row of given) keys.add(keyOf(row));
      return new Promise((resolve, reject) => askers.push({ given, resolve, reject }));
    },

    async send() {
      try {
        distribute(await execute({ ...statement, given: givenByAll() } as SetQuery));
      } catch (error) {
        for (const { reject } of askers) reject(error);
      }
    },
  };
}
