import type { QueryResult } from 'kysely';
import type { Statements } from '../../connection.ts';
import { overRows, type Row, type SharedQuery } from '../../shared-query.ts';

export type Answer = QueryResult<unknown>;

/** A caller that waits for the answer to a statement. */
export interface Waiting<Query> {
  readonly query: Query;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** A statement that is sent once, for all participants that use it. */
export class Batch {
  private readonly waiting: Waiting<SharedQuery>[] = [];
  private readonly keys = new Set<unknown>();

  /** Adds one more; false when one of its keys is already in the batch. */
  add(one: Waiting<SharedQuery>): boolean {
    const { key, rows } = one.query;
    if (key !== undefined) {
      if (rows.some((row) => this.keys.has(row[key]))) return false;
      for (const row of rows) this.keys.add(row[key]);
    }
    this.waiting.push(one);
    return true;
  }

  async send(execute: Statements['execute']): Promise<void> {
    const [first] = this.waiting;
    if (first === undefined) return;
    const { query } = first;
    try {
      this.distribute(await execute(overRows(query, this.rows(query.key), query.key)), query.key);
    } catch (error) {
      for (const { reject } of this.waiting) reject(error);
    }
  }

  /** In the order of their keys, so that two transactions never deadlock. */
  private rows(key: string | undefined): readonly Row[] {
    const rows = this.waiting.flatMap(({ query }) => query.rows);
    return key === undefined ? rows : rows.sort((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
  }

  /** Without a key the owner of a changed row is unknown, so it counts as everybody's. */
  private distribute(answer: Answer, key: string | undefined): void {
    if (key === undefined) {
      for (const { resolve } of this.waiting) resolve({ ...answer, rows: [] });
      return;
    }
    const isRead = answer.numAffectedRows === undefined;
    const byKey = Map.groupBy(answer.rows as Row[], (row) => row[key]);
    for (const { query, resolve } of this.waiting) {
      const rows = query.rows.flatMap((row) => byKey.get(row[key]) ?? []);
      resolve(isRead ? { rows } : { rows, numAffectedRows: BigInt(rows.length) });
    }
  }
}
