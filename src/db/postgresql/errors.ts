import { DatabaseUnavailable, sentenceOf } from '../errors.ts';

const lockNotAvailable = '55P03';
/** PostgreSQL's codes (and classes) that say nothing about the statement: unreachable, too busy, read-only standby. */
const unavailableCodes = new Set([
  '3D000', // invalid_catalog_name: the database was renamed or dropped
  '55000', // object_not_in_prerequisite_state: the database takes no connections
  '25006', // read_only_sql_transaction: a standby, after a failover
  '25P03', // idle_in_transaction_session_timeout
  lockNotAvailable,
  '57014', // query_canceled, which is what statement_timeout does
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
]);
const unavailableClasses = new Set([
  '08', // connection exceptions
  '28', // invalid authorization: role or password were changed
  '53', // insufficient resources: connections, memory, disk
  '58', // system errors: I/O
]);
const systemCodes = new Set(
  'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ENOTFOUND EAI_AGAIN ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOENT'.split(
    ' ',
  ),
);
/** The driver's errors that have no code. */
const driverMessage =
  /^Connection terminated|^timeout expired|^timeout exceeded when trying to connect|^Query read timeout|is not queryable$|^Cannot use a pool after/;

/** Deadlocks and serialization failures: the same transaction may succeed at once. */
const rerunCodes = new Set(['40001', '40P01']);

/** The SQLSTATE or system code of an error, or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether the connection is lost, or the server cannot answer any statement. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (systemCodes.has(code)) return true;
  if (code.length === 5) return unavailableCodes.has(code) || unavailableClasses.has(code.slice(0, 2));
  return driverMessage.test(error.message);
}

/** Whether a statement waited for a lock longer than `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === lockNotAvailable;
}

/** As `postgresqlError`, with the stack of the statement's caller; the driver's stack leads to the socket. */
export function statementError(error: unknown): unknown {
  if (error instanceof Error) Error.captureStackTrace(error, statementError);
  return postgresqlError(error);
}

/** The same error, or a DatabaseUnavailable around it when the statement is not the cause. */
export function postgresqlError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || !isUnavailable(error)) return error;
  return new DatabaseUnavailable(`PostgreSQL: ${sentenceOf(error)}`, { cause: error });
}

/** Whether the transaction may be run again from its beginning. */
export function isRerunnable(error: unknown): boolean {
  return rerunCodes.has(codeOf(error)) || isStalePlan(error);
}

/**
 * Whether a prepared statement is older than a change of its table. The connection must be closed, because every later
 * use of the statement on it fails too.
 */
export function isStalePlan(error: unknown): boolean {
  return (
    codeOf(error) === '0A000' &&
    error instanceof Error &&
    error.message.startsWith('cached plan must not change')
  );
}
