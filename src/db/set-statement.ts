import { type AliasedRawBuilder, type CompiledQuery, PostgresAdapter, type QueryResult, sql } from 'kysely';
import type { SetQuery } from './set-query.ts';
import type { Queries, Transaction } from './tables.ts';

/** The rows that are given to a statement, as a table: to its builder they are one like any other. */
export type GivenTable<Given> = AliasedRawBuilder<Given, 'given'>;

/** Names and types of columns. */
export type Columns<Row> = { readonly [Name in keyof Row]: 'text' | 'bigint' };

interface Shape<Given, Key extends keyof Given> {
  /** The column that tells which row an answer belongs to: the answer bears it under the same name. */
  readonly key: Key & string;
  readonly columns: Columns<Given>;
}

type Build<Given, Row> = (queries: Queries, given: GivenTable<Given>) => { compile(): CompiledQuery<Row> };

/**
 * A statement over rows that are given to it: over one, but PostgreSQL carries it out at once for all who ask for it
 * while they share a transaction (see `shareBy`). It must do for a row the same whatever rows with other keys there are.
 */
export function setStatement<Given extends object, Key extends keyof Given, Row extends Pick<Given, Key>>(
  shape: Shape<Given, Key>,
  build: Build<Given, Row>,
): (queries: Queries, row: Given) => Promise<Row[]> {
  const execute = executor(shape, build);
  return async (queries, row) => (await execute(queries, [row])) as Row[];
}

/** A statement over rows whose answer nobody needs; to `setStatement` as `command` is to `statement`. */
export function setCommand<Given extends object, Key extends keyof Given>(
  shape: Shape<Given, Key>,
  build: Build<Given, unknown>,
): (trx: Transaction, ...rows: Given[]) => void {
  const execute = executor(shape, build);
  return (trx, ...rows) => {
    // The transaction knows of the failure itself.
    execute(trx, rows).catch(() => {});
  };
}

export function namesOf<Row>(columns: Columns<Row>): (keyof Row & string)[] {
  return Object.keys(columns) as (keyof Row & string)[];
}

function executor<Given extends object, Key extends keyof Given>(
  { key, columns }: Shape<Given, Key>,
  build: Build<Given, unknown>,
) {
  const names = namesOf(columns);
  const keyOf = { name: key, index: names.indexOf(key) };
  const compiled = new WeakMap<object, CompiledQuery>();

  function compile(queries: Queries, takesSets: boolean): CompiledQuery {
    const query = build(queries, takesSets ? arrays(columns) : oneRow(columns)).compile();
    if (query.parameters.length === names.length) return query;
    throw new TypeError(`a parameter that is no column of "given", or a column that is none: ${query.sql}`);
  }

  return (queries: Queries, rows: readonly Given[]): Promise<unknown[]> => {
    const engine = queries.getExecutor().adapter;
    const takesSets = engine instanceof PostgresAdapter;
    let query = compiled.get(engine);
    if (query === undefined) {
      query = compile(queries, takesSets);
      compiled.set(engine, query);
    }
    const given = rows.map((row) => names.map((name) => row[name]));
    const set: SetQuery = { ...query, key: keyOf, given };
    const sent = takesSets ? [set] : given.map((parameters) => ({ ...set, parameters, given: [parameters] }));
    return answersTo(sent.map((one) => queries.executeQuery(one)));
  };
}

async function answersTo(sent: readonly Promise<QueryResult<unknown>>[]): Promise<unknown[]> {
  return (await Promise.all(sent)).flatMap(({ rows }) => rows);
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
