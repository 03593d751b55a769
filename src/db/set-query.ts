import type { CompiledQuery } from 'kysely';
import { checkParameters } from './parameters.ts';

/** A compiled statement over a set: over rows that are given to it, whose values stand in the order of its columns. */
export interface SetQuery<Row = unknown> extends CompiledQuery<Row> {
  /** The column that the rows of the answer bear too; undefined when nobody needs the answer. */
  readonly key: { readonly name: string; readonly index: number } | undefined;
  /** The first of them stands in `parameters` too: an engine that takes no sets is given one at a time. */
  readonly given: readonly (readonly unknown[])[];
}

export function isSet(query: CompiledQuery): query is SetQuery {
  return 'given' in query;
}

/** @throws TypeError as `checkParameters` does. */
export function checkQuery(query: CompiledQuery): void {
  if (isSet(query)) query.given.forEach(checkParameters);
  else checkParameters(query.parameters);
}
