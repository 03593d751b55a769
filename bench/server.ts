import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server under load, in a process of its own. */
export interface Server {
  readonly url: string;
  /** From the start of the process to its first 200 at the path that says it is ready. */
  readonly readyAfterMs: number;
  /** User and system time that the process has taken; NaN where there is no /proc. */
  cpuSeconds(): number;
  /** Resident memory, in MB (10^6 bytes); NaN where there is no /proc. */
  residentMegabytes(): number;
  /** Its peak. */
  residentMegabytesMax(): number;
  stop(): Promise<void>;
}

const readySecondsMax = 30;
/** Linux's unit of CPU time on every machine that Node supports. */
const ticksPerSecond = 100;

/** A server that can be started. */
export interface Program {
  /** The script and its arguments. */
  command(port: number): string[];
  environment(port: number): Record<string, string>;
  readonly folder: string;
  /** Answered 200 when it is ready. */
  readonly readyPath: string;
}

/** Starts the program on a free port and waits until it is ready. */
export async function startServer(program: Program): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, program.command(port), {
    env: program.environment(port),
    cwd: program.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (!(await isReady(url + program.readyPath))) {
    const isLate = performance.now() - startedAt > readySecondsMax * 1000;
    if (isLate) child.kill();
    if (isLate || child.exitCode !== null)
      throw new Error(`${program.command(port).join(' ')} did not start`);
    await delay(5);
  }
  const readyAfterMs = performance.now() - startedAt;
  return {
    url,
    readyAfterMs,
    cpuSeconds: () => {
      // The second field, the name in brackets, may hold spaces; user and system time are the 14th and 15th.
      const fields = readProcess(child.pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    residentMegabytes: () => megabytes(child.pid, 'VmRSS'),
    residentMegabytesMax: () => megabytes(child.pid, 'VmHWM'),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

function megabytes(pid: number | undefined, name: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes] = new RegExp(`${name}:\\s+(\\d+) kB`).exec(readProcess(pid, 'status')) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}

function readProcess(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
