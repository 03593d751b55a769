import { within } from './deadline.ts';

/** A Redis or Valkey that may be away at any time. Nothing here throws on that account. */
export interface RedisConnection {
  /** Runs a script. Undefined when Redis is away, or does not answer in time: it then counts as away until it is back. */
  run(script: string, keys: readonly string[], values: readonly string[]): Promise<unknown>;
  /** From then on Redis is away, without a word. */
  close(): void;
}

interface Options {
  readonly url: string;
  /** Whether a connection that was opened is of use; throws when it is not. */
  readonly prove: (run: RedisConnection['run']) => Promise<unknown>;
  readonly onLost: (error: unknown) => void;
  readonly onFound: () => void;
  /** While Redis is away, it is tried this often. */
  readonly retryMs?: number;
}

/** A Redis that is silent for so long is away. */
const silentMsMax = 200;
/** No request waits for its answer any longer, even when others get theirs: a crowd is answered one after another. */
const answerMsMax = 2000;
const connectMsMax = 1000;
/** More than connecting may take, or a client could be given up before it has a socket to close. */
const openMsMax = 2000;

/** Connects with the first script that is run. Loads its library at once, which takes a third of a second. */
export async function createRedisConnection(options: Options): Promise<RedisConnection> {
  const { url, prove, onLost, onFound, retryMs = 2000 } = options;
  const { createClient } = await import('@redis/client');
  type Client = ReturnType<typeof newClient>;
  let current: Client | undefined;
  let state: 'new' | 'opening' | 'here' | 'lost' | 'closed' = 'new';
  let firstOpening: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  function newClient() {
    const socket = { connectTimeout: connectMsMax, reconnectStrategy: false } as const;
    return createClient({ url, socket, disableOfflineQueue: true, maintNotifications: 'disabled' });
  }

  let answers = 0;
  const life = { signs: () => answers, msMax: answerMsMax };

  async function runOn(client: Client, script: string, keys: readonly string[], values: readonly string[]) {
    const answer = client.eval(script, { keys: [...keys], arguments: [...values] });
    const counted = answer.finally(() => {
      answers += 1;
    });
    return within(silentMsMax, counted, life);
  }

  async function open(): Promise<void> {
    const client = newClient();
    client.on('error', (error) => lose(client, error));
    try {
      await within(openMsMax, client.connect());
      await prove((script, keys, values) => runOn(client, script, keys, values));
    } catch (error) {
      client.destroy();
      lose(undefined, error);
      return;
    }
    if (state === 'closed') return client.destroy();
    current = client;
    if (state === 'lost') onFound();
    state = 'here';
  }

  /** `client` is no use any more. Many requests notice it at once: the first one says so. */
  function lose(client: Client | undefined, error: unknown): void {
    if (client !== current || state === 'closed') return;
    current = undefined;
    client?.destroy();
    if (state !== 'lost') onLost(error);
    state = 'lost';
    clearTimeout(retry);
    retry = setTimeout(open, retryMs).unref();
  }

  /** Only the first requests wait for a connection; while Redis is away it is looked for behind their backs. */
  async function opened(): Promise<Client | undefined> {
    if (state === 'new') {
      state = 'opening';
      firstOpening = open();
    }
    if (state === 'opening' && firstOpening !== undefined) {
      await within(silentMsMax, firstOpening).catch(() => undefined);
    }
    return current;
  }

  return {
    async run(script, keys, values) {
      const client = await opened();
      if (client === undefined) return undefined;
      try {
        return await runOn(client, script, keys, values);
      } catch (error) {
        lose(client, error);
        return undefined;
      }
    },

    close() {
      state = 'closed';
      clearTimeout(retry);
      current?.destroy();
      current = undefined;
    },
  };
}
