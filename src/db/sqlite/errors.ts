import { DatabaseUnavailable } from '../errors.ts';

const busyCode = 5;
/** Primary result codes: busy, locked, disk I/O, corrupt, full, cannot open, not a database. */
const unavailableCodes = new Set([busyCode, 6, 10, 11, 13, 14, 26]);
/** The file was moved or removed under the connection (an extended code of "read only"). */
const movedFileCode = 1032;

/** The extended result code, if it is an error of SQLite. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode;
}

/** Whether another connection holds the requested lock. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error instanceof DatabaseUnavailable ? error.cause : error);
  return code !== undefined && (code & 0xff) === busyCode;
}

/** The same error, or a DatabaseUnavailable around it when the statement is not the cause. */
export function sqliteError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  if (!unavailableCodes.has(code & 0xff) && code !== movedFileCode) return error;
  return new DatabaseUnavailable(`SQLite: ${error instanceof Error ? error.message : error}`, {
    cause: error,
  });
}
