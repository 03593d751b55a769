import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';
import { type ClientQuery, clientConfig, clientQueryOf, resultOf, send } from './client.ts';
import { isStalePlan, statementError } from './errors.ts';

const lanesMax = 4;
const readSecondsMax = 10;

export interface Lanes {
  execute(query: CompiledQuery): Promise<QueryResult<unknown>>;
  close(): Promise<void>;
}

interface LaneOptions {
  readonly url: string;
  readonly onLost: (error: unknown) => void;
}

/**
 * Sends single reads over a few shared connections without waiting for the answers to earlier ones: about half the cost
 * of taking a connection from the pool for each. `first` is a connection that is open already.
 */
export function openLanes(
  { url, onLost }: LaneOptions,
  first: pg.Client,
  nameOf: (text: string) => string | undefined,
): Lanes {
  const firstLane = new Lane({ url, onLost }, first);
  const lanes = [firstLane];
  while (lanes.length < lanesMax) lanes.push(new Lane({ url, onLost }));

  /** The least busy open lane, or the first. When all open lanes are busy, another one is opened in the background. */
  function choose(): Lane {
    const open = lanes.filter(({ isOpen }) => isOpen);
    const closed = lanes.find(({ isOpen }) => !isOpen);
    const [best = closed ?? firstLane] = open.sort((one, other) => one.inFlight - other.inFlight);
    if (best.isOpen && best.inFlight > 0) closed?.connect().catch(onLost);
    return best;
  }

  return {
    execute: async (compiled) => {
      const query = clientQueryOf(compiled, nameOf(compiled.sql), readSecondsMax * 1000);
      try {
        return resultOf(await choose().send(query));
      } catch (error) {
        if (!isStalePlan(error)) throw statementError(error);
      }
      return resultOf(await choose().send({ ...query, name: undefined }));
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

/** One shared connection. After it was lost, the next read opens it again. */
class Lane {
  inFlight = 0;
  private readonly options: LaneOptions;
  private client: pg.Client | undefined;
  private connecting: Promise<pg.Client> | undefined;

  constructor(options: LaneOptions, client?: pg.Client) {
    this.options = options;
    this.client = client;
    if (client !== undefined) this.watch(client);
  }

  get isOpen(): boolean {
    return this.client !== undefined;
  }

  connect(): Promise<pg.Client> {
    this.connecting ??= this.open().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  async send(query: ClientQuery): Promise<pg.QueryResult> {
    this.inFlight += 1;
    try {
      const client = this.client ?? (await this.connect());
      try {
        return await send(client, query);
      } catch (error) {
        if (isStalePlan(error)) {
          this.forget(client);
          void client.end();
        }
        throw error;
      }
    } finally {
      this.inFlight -= 1;
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.connecting]);
    await this.client?.end();
  }

  private async open(): Promise<pg.Client> {
    const client = new pg.Client(clientConfig(this.options.url));
    this.watch(client);
    await client.connect();
    this.client = client;
    return client;
  }

  private watch(client: pg.Client): void {
    client.on('error', (error) => {
      this.forget(client);
      this.options.onLost(error);
    });
    client.on('end', () => this.forget(client));
  }

  private forget(client: pg.Client): void {
    if (this.client === client) this.client = undefined;
  }
}
