import pg from 'pg';

const { INT8, NUMERIC } = pg.types.builtins;

/**
 * The driver's parsers, with int8 and numeric as numbers, as SQLite gives them (PostgreSQL's sum(bigint)
 * is a numeric). For one client, not for everybody in the process who uses the driver.
 */
export const resultTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format !== 'binary' && (oid === INT8 || oid === NUMERIC)) return parseNumber;
    return pg.types.getTypeParser(oid, format);
  },
};

/** @throws RangeError rather than a wrong number beyond 2^53, as SQLite's driver does. */
function parseNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError(`${text} is no safe integer`);
  return value;
}
