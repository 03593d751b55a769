import type { Socket } from 'node:net';
import type { Locale } from './locale.ts';
import type { ProblemType } from './problem.ts';
import { httpProblems } from './problems.ts';

const problems: Readonly<Record<string, ProblemType>> = {
  HPE_HEADER_OVERFLOW: httpProblems.headers_too_large,
  ERR_HTTP_REQUEST_TIMEOUT: httpProblems.request_timeout,
};

/** Answers bytes that never became a request (Node's `clientError`) with a Problem, then closes the connection. */
export function answerClientError(publicUrl: string, locale: Locale) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const type = problems[error.code ?? ''] ?? httpProblems.malformed_request;
    const [title, detail] = type[locale];
    const body = JSON.stringify({
      type: `${publicUrl}/docs/errors/${type.code}`,
      title,
      status: type.status,
      code: type.code,
      detail,
      request_id: '',
    });
    socket.end(
      `HTTP/1.1 ${type.status} ${type.en[0]}\r\nContent-Type: application/problem+json\r\nContent-Language: ${locale}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  };
}
