import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { QueryResult } from 'kysely';
import { sqliteError } from './errors.ts';

const statementsMax = 500;

interface Prepared {
  readonly statement: StatementSync;
  /** Of its rows; empty when it returns none. */
  readonly columns: readonly string[];
}

export type Run = (sql: string, parameters: readonly unknown[]) => QueryResult<unknown>;

/**
 * Runs statements on one connection. Each SQL text is prepared once; when there are too many, the oldest are dropped.
 * Integers come back as numbers, and one beyond 2^53 is an error rather than a wrong number.
 */
export function statementRunner(connection: DatabaseSync): Run {
  const statements = new Map<string, Prepared>();

  function prepared(sql: string): Prepared {
    let found = statements.get(sql);
    if (found === undefined) {
      const statement = connection.prepare(sql);
      statement.setReturnArrays(true);
      found = { statement, columns: statement.columns().map(({ name }) => name) };
      const oldest = statements.keys().next();
      if (statements.size >= statementsMax && !oldest.done) statements.delete(oldest.value);
      statements.set(sql, found);
    }
    return found;
  }

  return (sql, parameters) => {
    try {
      const { statement, columns } = prepared(sql);
      const values = parameters as SQLInputValue[];
      if (columns.length === 0)
        return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
      // Arrays, because the driver's own objects have no prototype, unlike PostgreSQL's, and take twice as long.
      const rows = (statement.all(...values) as unknown as SQLOutputValue[][]).map((row) =>
        toRow(columns, row),
      );
      return { rows, numAffectedRows: BigInt(rows.length) };
    } catch (error) {
      throw sqliteError(error);
    }
  };
}

function toRow(columns: readonly string[], values: readonly SQLOutputValue[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  columns.forEach((name, index) => {
    row[name] = values[index];
  });
  return row;
}
