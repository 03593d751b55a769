import { connect } from 'node:net';
import type { AnyAnswer } from './problem.ts';

/** Only ends a test that would hang. */
const hangMs = 5 * 60_000;

/** Sends bytes as they are and reads one answer; null when the connection was closed without any. */
export function exchange(url: string, bytes: string | Uint8Array): Promise<AnyAnswer | null> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = Buffer.alloc(0);
    const finish = (answer: AnyAnswer | null) => {
      resolve(answer);
      socket.destroy();
    };
    socket.setTimeout(hangMs, () => {
      reject(new Error(`no whole answer, only: ${received.toString()}`));
      socket.destroy();
    });
    // Writing may fail once the other side has refused; what counts is its answer.
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = parseAnswer(received, /^HEAD /.test(bytes.toString()));
      if (answer !== undefined) finish(answer);
    });
    socket.on('close', () => finish(null));
    socket.write(bytes);
  });
}

/** A whole answer; undefined while some of it is missing. */
function parseAnswer(bytes: Buffer, isHead: boolean): AnyAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString().split('\r\n');
  const headers = new Headers(lines.map((line): [string, string] => splitOnce(line)));
  if (isHead) return { status: statusOf(statusLine), headers, body: null };
  const body = bytes.subarray(end + 4).toString();
  if (Buffer.byteLength(body) < Number(headers.get('content-length') ?? 0)) return undefined;
  const isJson = /json/.test(headers.get('content-type') ?? '');
  return { status: statusOf(statusLine), headers, body: isJson ? JSON.parse(body) : null };
}

function splitOnce(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

const statusOf = (line: string) => Number(line.split(' ')[1]);
