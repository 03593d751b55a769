/** A Redis or Valkey of a test's own, which it may stop, start and hold still. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createClient } from '@redis/client';

export interface OwnRedis {
  readonly url: string;
  /** Resolves when it accepts connections. It begins with nothing. */
  start(): Promise<void>;
  /** Resolves when it is gone; clients see their connections break. */
  stop(): Promise<void>;
  /** From now on it takes connections and answers nothing, until it is woken. */
  freeze(): void;
  wake(): void;
  /** Sends it one command. */
  ask(...command: string[]): Promise<unknown>;
}

const binary = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Why there can be no Redis of one's own here, or false. With POZOVI_REQUIRE_REDIS=1 nothing is skipped. */
export const ownRedisSkip: string | false =
  binary !== undefined || process.env.POZOVI_REQUIRE_REDIS === '1'
    ? false
    : 'there is no redis-server and no valkey-server';

export async function createRedis(): Promise<OwnRedis> {
  if (binary === undefined) throw new Error('there is no redis-server and no valkey-server');
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function ask(...command: string[]): Promise<unknown> {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  }

  return {
    url,
    ask,
    async start() {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      const started = spawn(binary, settings, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'] });
      server = started;
      let said = '';
      for await (const chunk of started.stdout) {
        said += chunk;
        if (/ready to accept connections/i.test(said)) break;
      }
      if (started.exitCode !== null) throw new Error(`${binary} ended\n${said}`);
    },
    async stop() {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    },
    freeze: () => server?.kill('SIGSTOP'),
    wake: () => server?.kill('SIGCONT'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port');
  return address.port;
}
