import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Texts } from '../i18n/index.ts';
import { commonHeaders } from './common-headers.ts';
import type { ProblemType } from './problem.ts';
import { httpProblems } from './problems.ts';

// Not imported: an import reads every export of `node:http`, one of which loads Node's WebSocket (40 ms, 4 MB).
const { STATUS_CODES } = process.getBuiltinModule('node:http');

const problems: Readonly<Record<string, ProblemType>> = {
  HPE_HEADER_OVERFLOW: httpProblems.headers_too_large,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: httpProblems.body_too_large,
  ERR_HTTP_REQUEST_TIMEOUT: httpProblems.request_timeout,
};

/** How long the client has to read the answer before the connection is closed. */
const lingerMs = 1000;

/** Answers bytes that never became a request (Node's `clientError`) with a Problem, then closes the connection. */
export function answerClientError(publicUrl: string, texts: Texts) {
  const say = texts.in(texts.defaultLocale);
  return (error: Error & { code?: string }, socket: Duplex): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const type = problems[error.code ?? ''] ?? httpProblems.malformed_request;
    const requestId = randomUUID();
    const body = JSON.stringify({
      type: `${publicUrl}/docs/errors/${type.code}`,
      title: say(`problem.${type.code}.title`),
      status: type.status,
      code: type.code,
      detail: say(`problem.${type.code}.detail`),
      request_id: requestId,
    });
    const headers = {
      ...commonHeaders(requestId),
      'content-type': 'application/problem+json',
      'content-language': texts.defaultLocale,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.on('error', () => socket.destroy());
    socket.end([`HTTP/1.1 ${type.status} ${STATUS_CODES[type.status]}`, ...lines, '', body].join('\r\n'));
    // Closing with unread bytes would drop the answer (RST); waiting for the client could take forever.
    socket.resume();
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };
}
