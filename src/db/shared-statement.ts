import { type AliasedRawBuilder, type CompiledQuery, PostgresAdapter, sql } from 'kysely';
import { overRows, type Row } from './shared-query.ts';
import type { Queries, Tables, Transaction } from './tables.ts';

type SqlType = 'text' | 'bigint';

/** Where the columns of the rows and their types come from: a table, or a list. */
export interface RowShape<R> {
  readonly table?: string;
  readonly types?: { readonly [Name in keyof R]: SqlType };
}

/** Rows of a table: the columns of the first row, with the table's types. */
export function rowsOf<Name extends keyof Tables>(table: Name): RowShape<Tables[Name]> {
  return { table };
}

/** Rows of parameters. */
export function parameters<R>(types: Required<RowShape<R>>['types']): RowShape<R> {
  return { types };
}

/** The rows as a table, which a statement must use exactly once. */
export type RowsTable<R> = AliasedRawBuilder<R, 'rows'>;

type Build<R, Answer> = (
  queries: Queries,
  rows: RowsTable<R>,
  columns: (keyof R & string)[],
) => { compile(): CompiledQuery<Answer> };

/**
 * A statement over rows. A caller gives one row; PostgreSQL executes the statement once for all participants of a
 * shared transaction (see `shareBy`), and each gets the returned rows that have its `key`. So rows must not affect one
 * another. Compiled once for each engine.
 */
export function sharedStatement<R extends object, Key extends keyof R & string, Answer extends Pick<R, Key>>(
  shape: RowShape<R>,
  key: Key,
  build: Build<R, Answer>,
): (queries: Queries, row: R) => Promise<Answer[]> {
  const compiled = compiler(shape, build, key);
  return async (queries, row) => {
    const [query] = compiled(queries, [row]);
    return query === undefined ? [] : (await queries.executeQuery(query)).rows;
  };
}

/**
 * A statement over rows without an answer, as `command`. Several rows may be equal. It must change rows in a fixed
 * order, so that two transactions never deadlock.
 */
export function sharedCommand<R extends object>(
  shape: RowShape<R>,
  build: Build<R, unknown>,
): (trx: Transaction, ...rows: R[]) => void {
  const compiled = compiler(shape, build);
  return (trx, ...rows) => {
    // The transaction records the failure.
    for (const query of compiled(trx, rows)) trx.executeQuery(query).catch(() => {});
  };
}

/** Compiles once for each engine. The queries over `rows`: one on PostgreSQL, one for each row on SQLite. */
function compiler<R extends object, Answer>(shape: RowShape<R>, build: Build<R, Answer>, key?: string) {
  const compiledFor = new WeakMap<object, CompiledQuery<Answer>>();
  let columns: string[] = Object.keys(shape.types ?? {});

  function compile(queries: Queries, takesJson: boolean): CompiledQuery<Answer> {
    const source = takesJson ? fromJson(shape, columns) : fromParameters(columns);
    const query = build(queries, source as RowsTable<R>, columns as (keyof R & string)[]).compile();
    if (query.parameters.length === (takesJson ? 1 : columns.length)) return query;
    throw new TypeError(
      `a shared statement must use its rows once and have no other parameter: ${query.sql}`,
    );
  }

  return (queries: Queries, rows: readonly R[]): CompiledQuery<Answer>[] => {
    const { adapter } = queries.getExecutor();
    const takesJson = adapter instanceof PostgresAdapter;
    if (columns.length === 0) columns = Object.keys(rows[0] ?? {});
    let query = compiledFor.get(adapter);
    if (query === undefined) {
      query = compile(queries, takesJson);
      compiledFor.set(adapter, query);
    }
    const compiled = query;
    if (takesJson) return [overRows(compiled, rows as readonly Row[], key)];
    return (rows as readonly Row[]).map((row) => ({
      ...compiled,
      parameters: columns.map((name) => row[name]),
    }));
  };
}

/** PostgreSQL: one parameter, the JSON of any number of rows. Half the cost of an array for each column. */
function fromJson({ table, types = {} }: RowShape<unknown>, columns: readonly string[]) {
  const json = sql`${'rows'}::json`;
  if (table !== undefined) {
    const names = sql.join(columns.map((name) => sql.ref(name)));
    return sql`(select ${names} from json_populate_recordset(null::${sql.table(table)}, ${json}))`.as('rows');
  }
  const typed = Object.entries<string>(types).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`);
  return sql`json_to_recordset(${json})`.as(sql`rows(${sql.join(typed)})`);
}

/** SQLite: a parameter for each column of one row. Parsing JSON would cost more than the rest of the statement. */
function fromParameters(columns: readonly string[]) {
  return sql`(select ${sql.join(columns.map((name) => sql`${name} as ${sql.ref(name)}`))})`.as('rows');
}
