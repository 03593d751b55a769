import { type Logger, pino } from 'pino';

/**
 * One JSON line per event on standard output. Phone numbers in error texts are masked; codes and tokens are never
 * logged.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  });
}

/** What the log may hold of an error: not the fields that drivers fill with values from rows. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: maskNumbers(String(error)) };
  return {
    type: error.constructor.name,
    message: maskNumbers(error.message),
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    stack: maskNumbers(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function maskNumbers(text: string): string {
  return text.replace(/\+[1-9]\d{6,14}/g, (number) => `${number.slice(0, 2)}***${number.slice(-2)}`);
}
