import type { CompiledQuery } from 'kysely';
import type { Queries } from './tables.ts';

/** Stands for a parameter while a query is built; its value comes with each execution. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/**
 * A query that is built and compiled once for each engine, then only executed: building one anew costs more than
 * running it does. `build` must use each parameter as a plain value, never look at it or branch on it.
 */
export function statement<Parameters extends object, Row>(
  build: (queries: Queries, parameters: Parameters) => Compilable<Row>,
): (queries: Queries, parameters: Parameters) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as Parameters;
  return async (queries, parameters) => {
    const engine = queries.getExecutor().adapter;
    let query = compiled.get(engine);
    if (query === undefined) {
      query = build(queries, placeholders).compile();
      compiled.set(engine, query);
    }
    const values = parameters as Readonly<Record<string, unknown>>;
    const { rows } = await queries.executeQuery<Row>({
      ...query,
      parameters: query.parameters.map((value) =>
        value instanceof Placeholder ? values[value.name] : value,
      ),
    });
    return rows;
  };
}
