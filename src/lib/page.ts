import { type Cursor, formatCursor } from './cursor.ts';

/** A requested page of a list: at most `limit` rows after the cursor `after`. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: Cursor | undefined;
}

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null at the end of the list. */
  readonly nextCursor: string | null;
}

/** Before every row of a list that begins with the newest. */
export const listStart: Cursor = { at: Number.MAX_SAFE_INTEGER, id: '' };

/** The page in `found`, which was read with one row more than `limit`. */
export function toPage<Row>(found: readonly Row[], limit: number, cursorOf: (row: Row) => Cursor): Page<Row> {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last === undefined ? null : formatCursor(cursorOf(last)) };
}
