import type { CompiledQuery, QueryResult } from 'kysely';
import type { Queries, Transaction } from './tables.ts';

/** A placeholder for a parameter while a query is built. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/** Builds a query. Each parameter must be used as a plain value: never read, never branched on. */
type Build<Parameters, Row> = (queries: Queries, parameters: Parameters) => Compilable<Row>;

export type Statement<Parameters extends object, Row> = (
  queries: Queries,
  parameters: Parameters,
) => Promise<Row[]>;

/**
 * A query that is built and compiled once for each engine and then only executed, because building costs more than
 * running. For hot paths only; any other query is plain Kysely.
 */
export function statement<Parameters extends object, Row>(
  build: Build<Parameters, Row>,
): Statement<Parameters, Row> {
  const execute = executor(build);
  return async (queries, parameters) => (await execute(queries, parameters)).rows;
}

/**
 * Statements that differ in something that cannot be a parameter, such as the number of rows. Each is built once; there
 * must be few.
 */
export function variants<Variant, Made>(make: (variant: Variant) => Made): (variant: Variant) => Made {
  const made = new Map<Variant, Made>();
  return (variant) => {
    const found = made.get(variant) ?? make(variant);
    made.set(variant, found);
    return found;
  };
}

/**
 * A statement without an answer, built as `statement`. It is not awaited but sent together with the next statement.
 * When it fails, the transaction fails, at COMMIT at the latest, with its error or one that has it as its cause.
 */
export function command<Parameters extends object>(
  build: Build<Parameters, unknown>,
): (trx: Transaction, parameters: Parameters) => void {
  const execute = executor(build);
  return (trx, parameters) => {
    // The transaction records the failure.
    execute(trx, parameters).catch(() => {});
  };
}

function executor<Parameters extends object, Row>(build: Build<Parameters, Row>) {
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as Parameters;
  return (queries: Queries, parameters: Parameters): Promise<QueryResult<Row>> => {
    const engine = queries.getExecutor().adapter;
    let query = compiled.get(engine);
    if (query === undefined) {
      query = build(queries, placeholders).compile();
      compiled.set(engine, query);
    }
    const values = parameters as Readonly<Record<string, unknown>>;
    return queries.executeQuery<Row>({
      ...query,
      parameters: query.parameters.map((value) =>
        value instanceof Placeholder ? values[value.name] : value,
      ),
    });
  };
}
