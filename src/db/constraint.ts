export type ConstraintKind = 'unique' | 'foreign_key' | 'check' | 'not_null';

const postgresqlCodes: Record<string, ConstraintKind> = {
  '23505': 'unique',
  '23503': 'foreign_key',
  '23514': 'check',
  '23502': 'not_null',
};

/** SQLite's extended result codes. */
const sqliteCodes: Record<number, ConstraintKind> = {
  275: 'check',
  787: 'foreign_key',
  1299: 'not_null',
  1555: 'unique', // primary key
  2067: 'unique',
};

/** The kind of constraint that was violated; undefined for other errors. */
export function brokenConstraint(error: unknown): ConstraintKind | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return sqliteCodes[error.errcode];
  if ('code' in error && typeof error.code === 'string') return postgresqlCodes[error.code];
  return undefined;
}
