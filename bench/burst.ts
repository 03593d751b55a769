import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Request } from './request.ts';

/** Open connections on which requests are sent at once, one each. */
export interface Burst {
  /** How long each answer took, in milliseconds. Throws when one is not 200. */
  send(requests: readonly Request[]): Promise<number[]>;
  stop(): void;
}

/** Prepared bytes: an HTTP client would take longer to make thousands of requests than the service to answer them. */
export async function openBurst(url: string, connections: number): Promise<Burst> {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return {
    send(requests) {
      const texts = requests.map(textOf);
      return Promise.all(texts.map((text, index) => exchange(sockets[index]!, text)));
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function exchange(socket: Socket, text: Buffer): Promise<number> {
  const sentAt = performance.now();
  socket.write(text);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  const latencyMs = performance.now() - sentAt;
  const [status] = answer.toString('latin1').split('\r\n', 1);
  if (!status?.startsWith('HTTP/1.1 200 ')) throw new Error(`the answer was ${status}`);
  return latencyMs;
}

function textOf({ method, path, headers, body = '' }: Request): Buffer {
  const lines = Object.entries({ host: 'localhost', ...headers, 'content-length': Buffer.byteLength(body) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
}
