import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { QueryResult } from 'kysely';
import { sqliteError } from './errors.ts';

const STATEMENTS_MAX = 500;

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

export type Run = (sql: string, parameters: readonly unknown[]) => QueryResult<unknown>;

/**
 * Runs statements on one connection, each SQL text prepared once; the least recently used go first.
 * Integers come back as numbers, and one beyond 2^53 is an error rather than a wrong number.
 */
export function statementRunner(connection: DatabaseSync): Run {
  const statements = new Map<string, Prepared>();

  function prepared(sql: string): Prepared {
    let found = statements.get(sql);
    if (found === undefined) {
      const statement = connection.prepare(sql);
      found = { statement, returnsRows: statement.columns().length > 0 };
      const oldest = statements.keys().next();
      if (statements.size >= STATEMENTS_MAX && !oldest.done) statements.delete(oldest.value);
    } else {
      statements.delete(sql);
    }
    statements.set(sql, found); // Last in the order of insertion: most recently used.
    return found;
  }

  return (sql, parameters) => {
    try {
      const { statement, returnsRows } = prepared(sql);
      const values = parameters as SQLInputValue[];
      if (!returnsRows) return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
      // Copied because SQLite's rows have no prototype, unlike PostgreSQL's.
      const rows = statement.all(...values).map((row) => ({ ...row }));
      return { rows, numAffectedRows: BigInt(rows.length) };
    } catch (error) {
      throw sqliteError(error);
    }
  };
}
