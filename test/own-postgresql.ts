/** A PostgreSQL of a test's own, which it may stop and start. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `fast` ends the backends cleanly; `immediate` is a crash. */
export type StopMode = 'fast' | 'immediate';

export interface OwnPostgresql {
  readonly url: string;
  /** Resolves when it accepts connections. */
  start(): Promise<void>;
  /** Resolves when it is gone. */
  stop(mode: StopMode): Promise<void>;
  remove(): Promise<void>;
}

const binaries = findBinaries();

/** Why there can be no PostgreSQL of one's own here, or false. With POZOVI_REQUIRE_POSTGRES=1 nothing is skipped. */
export const ownPostgresqlSkip: string | false =
  binaries !== undefined || process.env.POZOVI_REQUIRE_POSTGRES === '1'
    ? false
    : 'there is no initdb and pg_ctl';

/** Makes an empty cluster in a folder of its own, which is not started yet. */
export async function createPostgresql(): Promise<OwnPostgresql> {
  if (binaries === undefined) throw new Error('there is no initdb and pg_ctl');
  const folder = await mkdtemp(join(tmpdir(), 'pozovi-postgresql-'));
  const owner = serverOwner();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const door = await openDoor(join(folder, '.s.PGSQL.5432'));
  let isStarted = false;

  async function run(binary: string, ...args: string[]): Promise<void> {
    const options = { cwd: folder, stdio: 'ignore' as const, ...owner };
    const [code] = await once(spawn(join(binaries ?? '', binary), args, options), 'close');
    if (code === 0) return;
    const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
    throw new Error(`${binary} ${args.join(' ')} ended with ${code}\n${said}`);
  }

  async function stop(mode: StopMode): Promise<void> {
    if (!isStarted) return;
    await run('pg_ctl', 'stop', '-D', data, '-m', mode, '-w');
    isStarted = false;
  }

  await run('initdb', '-D', data, '-U', 'pozovi', '-A', 'trust', '--locale=C', '-E', 'UTF8', '--no-sync');
  return {
    url: `postgres://pozovi@127.0.0.1:${door.port}/postgres`,
    async start() {
      const settings = `-p 5432 -c listen_addresses= -c unix_socket_directories=${folder} -c shared_buffers=16MB`;
      isStarted = true;
      await run('pg_ctl', 'start', '-D', data, '-w', '-l', log, '-o', settings);
    },
    stop,
    async remove() {
      await stop('immediate');
      door.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string | undefined {
  const folders: string[] = [];
  try {
    folders.push(execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim());
  } catch {
    // Only the development packages have pg_config; Debian keeps the binaries here:
  }
  const debian = '/usr/lib/postgresql';
  if (existsSync(debian)) {
    const versions = readdirSync(debian).sort((a, b) => Number(b) - Number(a));
    folders.push(...versions.map((version) => join(debian, version, 'bin')));
  }
  return folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, name))));
}

/** PostgreSQL refuses to run as root; root runs it as the user that its package has made. */
function serverOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * A port that the test keeps: it forwards connections to the socket while the server runs, and cuts them off otherwise.
 * The server's own port could be taken by another program while the server is stopped.
 */
async function openDoor(socketPath: string) {
  const door = createServer((client) => {
    const upstream = connect(socketPath);
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
  return { port, close: () => void door.close() };
}
