import { parseCursor } from '../lib/cursor.ts';
import type { Page, PageRequest } from '../lib/page.ts';
import { fieldProblem } from './problems.ts';
import type { PageQuery } from './schema.ts';

const defaultLimit = 20;

/** The page that a query names. Throws a Problem when this service did not make its cursor. */
export function pageRequestOf({ limit = defaultLimit, after: text }: PageQuery): PageRequest {
  if (text === undefined) return { limit };
  const after = parseCursor(text);
  if (after === undefined) throw fieldProblem('after', 'wrong_form');
  return { limit, after };
}

/** A page as an answer shows it. */
export function viewPage<Row, View>({ rows, nextCursor }: Page<Row>, view: (row: Row) => View) {
  return { data: rows.map(view), next_cursor: nextCursor };
}
