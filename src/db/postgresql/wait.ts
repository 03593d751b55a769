import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { OpenOptions } from '../database.ts';
import { DatabaseAbsent, DatabaseRefusal, DatabaseUnavailable, sentenceOf } from '../errors.ts';
import { clientConfig, send } from './client.ts';
import { codeOf, isUnavailable } from './errors.ts';
import { refusalOfPostgresql } from './version.ts';

const waitSecondsDefault = 30;
const pauseSeconds = 1;
const answerSecondsMax = 3;

export interface Answered {
  /** The server's version. */
  readonly version: string;
  /** The connection that read it. */
  readonly client: pg.Client;
}

/**
 * A connection to the server, as soon as it answers.
 *
 * @throws DatabaseUnavailable when it did not for `waitSeconds`; DatabaseRefusal when it is too old, or
 * refuses this user or password; DatabaseAbsent when it has no database of that name.
 */
export async function waitForServer(url: string, options: OpenOptions): Promise<Answered> {
  const waitSeconds = options.waitSeconds ?? waitSecondsDefault;
  const startedAt = performance.now();
  for (;;) {
    const client = makeClient(url);
    const target = `${client.host}:${client.port}/${client.database}`;
    try {
      return { version: await askVersion(client), client };
    } catch (error) {
      client.end().catch(() => {});
      if (error instanceof DatabaseRefusal) throw error;
      if (codeOf(error) === '3D000') {
        throw absent(`${client.host}:${client.port}`, client.database ?? '');
      }
      if (codeOf(error).startsWith('28')) {
        const reason = sentenceOf(error);
        throw new DatabaseRefusal(`PostgreSQL at ${target} refused the connection: ${reason}.`, {
          trouble: { kind: 'connection_refused', values: { target, reason } },
        });
      }
      if (!isUnavailable(error)) throw error;
      const triedSeconds = Math.round((performance.now() - startedAt) / 1000);
      if (triedSeconds + pauseSeconds > waitSeconds) {
        const reason = sentenceOf(error);
        throw new DatabaseUnavailable(
          `PostgreSQL at ${target} did not answer for ${triedSeconds} s; the last error was: ${reason}`,
          { cause: error, trouble: { kind: 'unreachable', values: { target, triedSeconds, reason } } },
        );
      }
      options.onWaiting?.({ triedSeconds, target, error: sentenceOf(error) });
    }
    await delay(pauseSeconds * 1000);
  }
}

function absent(server: string, database: string): DatabaseAbsent {
  return new DatabaseAbsent(
    `There is no database ${database} on the PostgreSQL server at ${server}. Create it: createdb ${database}`,
    { trouble: { kind: 'missing', values: { server, database } } },
  );
}

function makeClient(url: string): pg.Client {
  try {
    return new pg.Client({ ...clientConfig(url), connectionTimeoutMillis: answerSecondsMax * 1000 });
  } catch {
    // The parser's own message may quote the address with its password.
    throw new DatabaseRefusal('The database address is not one that PostgreSQL understands.');
  }
}

async function askVersion(client: pg.Client): Promise<string> {
  client.on('error', () => {}); // The running call fails with the same error.
  await client.connect();
  const text =
    "select current_setting('server_version_num') as number, current_setting('server_version') as name";
  const { rows } = await send(client, { text, query_timeout: answerSecondsMax * 1000 });
  const refusal = refusalOfPostgresql(Number(rows[0].number), rows[0].name);
  if (refusal !== undefined) throw new DatabaseRefusal(refusal);
  return rows[0].name;
}
