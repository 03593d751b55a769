import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';
import { clientConfig, resultOf, type Sending, send, sendingOf } from './client.ts';
import { isStalePlan, statementError } from './errors.ts';

const lanesMax = 4;
const readSecondsMax = 10;

/** One shared connection. */
interface Lane {
  client: pg.Client | undefined;
  connecting: Promise<pg.Client> | undefined;
  inFlight: number;
}

export interface Lanes {
  execute(query: CompiledQuery): Promise<QueryResult<unknown>>;
  close(): Promise<void>;
}

/**
 * Sends single reads down a few shared connections, each without waiting for the answers before it: about
 * half the cost of checking a connection out for each. A read takes the least busy lane; another lane is
 * opened, in the background, when all that are open are busy. A lost lane is opened again by the next read.
 * `first` is a connection that is there already.
 */
export function openLanes(
  url: string,
  first: pg.Client,
  nameOf: (text: string) => string | undefined,
  onLost: (error: unknown) => void,
): Lanes {
  const lanes: Lane[] = Array.from({ length: lanesMax }, (_, index) => ({
    client: index === 0 ? first : undefined,
    connecting: undefined,
    inFlight: 0,
  }));
  watch(lanes[0] as Lane, first);

  function connect(lane: Lane): Promise<pg.Client> {
    lane.connecting ??= open(lane).finally(() => {
      lane.connecting = undefined;
    });
    return lane.connecting;
  }

  async function open(lane: Lane): Promise<pg.Client> {
    const client = new pg.Client(clientConfig(url));
    watch(lane, client);
    await client.connect();
    lane.client = client;
    return client;
  }

  function watch(lane: Lane, client: pg.Client): void {
    client.on('error', (error) => {
      giveUp(lane, client);
      onLost(error);
    });
    client.on('end', () => giveUp(lane, client));
  }

  function giveUp(lane: Lane, client: pg.Client): void {
    if (lane.client === client) lane.client = undefined;
  }

  /** The least busy open lane, or the first. */
  function choose(): Lane {
    let best: Lane | undefined;
    let closed: Lane | undefined;
    for (const lane of lanes) {
      if (lane.client === undefined) closed ??= lane;
      else if (best === undefined || lane.inFlight < best.inFlight) best = lane;
    }
    if (best !== undefined && best.inFlight > 0 && closed !== undefined) connect(closed).catch(onLost);
    return best ?? closed ?? (lanes[0] as Lane);
  }

  async function sendDown(lane: Lane, sending: Sending): Promise<pg.QueryResult> {
    lane.inFlight += 1;
    try {
      const client = lane.client ?? (await connect(lane));
      try {
        return await send(client, sending);
      } catch (error) {
        if (isStalePlan(error)) {
          giveUp(lane, client);
          void client.end();
        }
        throw error;
      }
    } finally {
      lane.inFlight -= 1;
    }
  }

  return {
    execute: async (query) => {
      const sending = sendingOf(query, nameOf(query.sql), readSecondsMax * 1000);
      try {
        return resultOf(await sendDown(choose(), sending));
      } catch (error) {
        if (!isStalePlan(error)) throw statementError(error);
      }
      return resultOf(await sendDown(choose(), { ...sending, name: undefined }));
    },
    close: async () => {
      await Promise.allSettled(lanes.map(({ connecting }) => connecting));
      await Promise.all(lanes.map(({ client }) => client?.end()));
    },
  };
}
