import { type AliasedRawBuilder, type CompiledQuery, PostgresAdapter, sql } from 'kysely';
import type { SetQuery } from './set-query.ts';
import type { Queries, Transaction } from './tables.ts';

/** The rows that are given to a statement, as a table: to its builder they are one like any other. */
export type GivenTable<Given> = AliasedRawBuilder<Given, 'given'>;

/** Names and types of columns. */
export type Columns<Row> = { readonly [Name in keyof Row]: 'text' | 'bigint' };

type Build<Given, Row> = (queries: Queries, given: GivenTable<Given>) => { compile(): CompiledQuery<Row> };

/** The columns of what is given, and which of them the answer bears too: it tells whose answer is whose. */
interface Shape<Given, Key extends keyof Given> {
  readonly key: Key & string;
  readonly columns: Columns<Given>;
}

/**
 * A statement over a set: over rows that are given to it. Each caller gives one, but PostgreSQL carries it out at once for
 * all who ask for it while they share a transaction (see `shareBy`). Rows with other keys must make no difference to a row.
 */
export function setStatement<Given extends object, Key extends keyof Given, Row extends Pick<Given, Key>>(
  { key, columns }: Shape<Given, Key>,
  build: Build<Given, Row>,
): (queries: Queries, row: Given) => Promise<Row[]> {
  const compiled = compiler(columns, build, key);
  return async (queries, row) => (await queries.executeQuery<Row>(compiled(queries, [row]))).rows;
}

/**
 * A statement over a set whose answer nobody needs: it is to `setStatement` as `command` is to `statement`. Here rows may be
 * alike. It should change rows in one order, or two transactions could wait for each other.
 */
export function setCommand<Given extends object>(
  columns: Columns<Given>,
  build: Build<Given, unknown>,
): (trx: Transaction, ...rows: Given[]) => void {
  const compiled = compiler(columns, build);
  return (trx, ...rows) => {
    const sets = takesSets(trx) ? [rows] : rows.map((row) => [row]);
    // The transaction knows of a failure itself.
    for (const set of sets) trx.executeQuery(compiled(trx, set)).catch(() => {});
  };
}

export function namesOf<Row>(columns: Columns<Row>): (keyof Row & string)[] {
  return Object.keys(columns) as (keyof Row & string)[];
}

/** Compiles the statement once for each engine; afterwards only rows are given to it. */
function compiler<Given extends object, Row>(
  columns: Columns<Given>,
  build: Build<Given, Row>,
  keyName?: keyof Given & string,
) {
  const names = namesOf(columns);
  const key = keyName && { name: keyName, index: names.indexOf(keyName) };
  const compiled = new WeakMap<object, CompiledQuery<Row>>();

  function compile(queries: Queries): CompiledQuery<Row> {
    const query = build(queries, takesSets(queries) ? arrays(columns) : oneRow(columns)).compile();
    if (query.parameters.length === names.length) return query;
    throw new TypeError(`each parameter has to be a column of "given", and each column one: ${query.sql}`);
  }

  return (queries: Queries, rows: readonly Given[]): SetQuery<Row> => {
    const engine = queries.getExecutor().adapter;
    let query = compiled.get(engine);
    if (query === undefined) {
      query = compile(queries);
      compiled.set(engine, query);
    }
    const given = rows.map((row) => names.map((name) => row[name]));
    return { ...query, key, given, parameters: given[0] ?? [] };
  };
}

/** Whether the engine can be given many rows at once. */
function takesSets(queries: Queries): boolean {
  return queries.getExecutor().adapter instanceof PostgresAdapter;
}

/** PostgreSQL's: each column is a parameter, an array of the values of all rows. */
function arrays<Given>(columns: Record<string, string>): GivenTable<Given> {
  const entries = Object.entries(columns);
  const values = entries.map(([name, type]) => sql`${name}::${sql.raw(type)}[]`);
  const names = entries.map(([name]) => sql.ref(name));
  return sql<Given>`unnest(${sql.join(values)})`.as<'given'>(sql`given(${sql.join(names)})`);
}

/** SQLite's, which has no arrays: one row at a time. */
function oneRow<Given>(columns: Record<string, string>): GivenTable<Given> {
  const values = Object.keys(columns).map((name) => sql`${name} as ${sql.ref(name)}`);
  return sql<Given>`(select ${sql.join(values)})`.as('given');
}
