import type { CompiledQuery } from 'kysely';
import { checkParameters } from './parameters.ts';

export type Row = Readonly<Record<string, unknown>>;

/**
 * A compiled statement over rows. Its only parameter is their JSON text; a batch sends one text for the rows of all.
 */
export interface SharedQuery<Answer = unknown> extends CompiledQuery<Answer> {
  readonly rows: readonly Row[];
  /** The column that identifies the participant of a returned row; undefined when no answer is needed. */
  readonly key: string | undefined;
}

/** `query` over `rows`. The JSON is made when it is sent, because most queries are sent as part of a batch. */
export function overRows<Answer>(
  { sql, query, queryId }: CompiledQuery<Answer>,
  rows: readonly Row[],
  key: string | undefined,
): SharedQuery<Answer> {
  return {
    sql,
    query,
    queryId,
    rows,
    key,
    get parameters() {
      return [JSON.stringify(rows)];
    },
  };
}

export function isShared(query: CompiledQuery): query is SharedQuery {
  return 'rows' in query;
}

/** @throws TypeError as `checkParameters` does. */
export function checkQuery(query: CompiledQuery): void {
  if (isShared(query)) for (const row of query.rows) checkParameters(Object.values(row));
  else checkParameters(query.parameters);
}
