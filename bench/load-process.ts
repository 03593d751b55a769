/**
 * The load, in a process of its own: sends requests over a number of connections, each connection one after another.
 * Speaks with the bench over the channel that `fork` makes.
 */
import { Client } from 'undici';
import type { Request } from './request.ts';

export interface LoadOrder {
  readonly url: string;
  readonly connections: number;
  readonly requests: readonly Request[];
  /** Whether the bodies of the answers are wanted. */
  readonly keepsBodies: boolean;
}

export interface LoadReport {
  readonly seconds: number;
  /** Of each request, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** In the order of the requests. */
  readonly bodies: readonly string[];
  /** CPU seconds of this process. */
  readonly cpuSeconds: number;
  readonly error?: string;
}

/** The body of the answer to one request, which must be 200. */
function send(client: Client, request: Request, keepsBody: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    client.dispatch(
      { ...request, body: request.body ?? null, path: request.path },
      {
        onRequestStart: () => {},
        onResponseStart: (_controller, code) => {
          status = code;
        },
        onResponseData: (_controller, chunk) => {
          if (keepsBody || status !== 200) chunks.push(chunk);
        },
        onResponseEnd: () => {
          const body = Buffer.concat(chunks).toString();
          if (status === 200) resolve(body);
          else reject(new Error(`${request.method} ${request.path} was answered ${status}: ${body}`));
        },
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

async function run({ url, connections, requests, keepsBodies }: LoadOrder): Promise<LoadReport> {
  const latenciesMs: number[] = [];
  const bodies: string[] = [];
  let next = 0;

  async function drive(client: Client): Promise<void> {
    for (let index = next++; index < requests.length; index = next++) {
      const startedAt = performance.now();
      const body = await send(client, requests[index]!, keepsBodies);
      latenciesMs.push(performance.now() - startedAt);
      if (keepsBodies) bodies[index] = body;
    }
  }

  const clients = Array.from({ length: connections }, () => new Client(url));
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(clients.map(drive));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await Promise.all(clients.map((client) => client.close()));
  return { seconds, latenciesMs, bodies, cpuSeconds: (user + system) / 1e6 };
}

process.on('message', async (order) => {
  try {
    process.send?.(await run(order as LoadOrder));
  } catch (error) {
    process.send?.({ seconds: 0, latenciesMs: [], bodies: [], cpuSeconds: 0, error: String(error) });
  }
});
