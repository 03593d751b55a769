/** The program as a process, started by its own command on its own port. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../src/config/index.ts';
import { type Caller, callerAt } from './call.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = fileURLToPath(new URL('../bin/pozovi.js', import.meta.url));
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
/** The flags that `npm start` gives to Node. */
export const nodeFlags: string[] = scripts.start.split(' ').filter((word: string) => word.startsWith('--'));
const linesKeptMax = 50;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProgram {
  readonly pid: number;
  /**
   * Resolves with the first line that it prints, from now on, on which `pattern` is found; rejects when it ends before.
   */
  printed(pattern: RegExp): Promise<string>;
  /** Calls `hear` with each line that it prints. */
  onLine(hear: (line: string) => void): void;
  /** Resolves when it has ended, in any way. */
  readonly ended: Promise<Ended>;
  isRunning(): boolean;
  /** Its last lines of output and errors. */
  output(): string;
  /** Its peak memory so far, in MiB. Linux only; NaN elsewhere. */
  peakMemoryMib(): number;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts `pozovi <verb>`, or with several words of a command line, with these settings and no other environment. */
export function startProgram(
  verb: string | readonly string[],
  dataDir: string,
  settings: Environment,
): RunningProgram {
  const words = typeof verb === 'string' ? [verb] : verb;
  return watch(
    spawn(process.execPath, [...nodeFlags, program, ...words], {
      cwd: dataDir,
      env: environmentOf(dataDir, settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** Starts `npm <words>` in the folder of the project, as an operator does. */
export function startNpm(words: readonly string[], dataDir: string, settings: Environment): RunningProgram {
  return watch(
    spawn('npm', words, {
      cwd: root,
      env: { HOME: process.env.HOME, ...environmentOf(dataDir, settings) },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

function environmentOf(dataDir: string, settings: Environment): Environment {
  return {
    PATH: process.env.PATH,
    LANG: 'en_US.UTF-8',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://pozovi.test',
    DATA_DIR: dataDir,
    SIMULATED_DELAY_MS: '0',
    ...settings,
  };
}

function watch(child: ChildProcessByStdio<null, Readable, Readable>): RunningProgram {
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    readLines(stream, (line) => {
      if (lines.push(line) > linesKeptMax) lines.shift();
      for (const hear of waiting) hear(line);
    });
  }
  const ended = endOf(child);

  return {
    pid: child.pid ?? Number.NaN,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    output: () => lines.join('\n'),
    onLine: (hear) => void waiting.add(hear),
    async printed(pattern) {
      let hear: (line: string) => void = () => {};
      const heard = new Promise<string>((resolve) => {
        hear = (line) => pattern.test(line) && resolve(line);
        waiting.add(hear);
      });
      const line = await Promise.race([heard, ended]);
      waiting.delete(hear);
      if (typeof line === 'string') return line;
      throw new Error(`the program ended before it printed ${pattern}:\n${lines.join('\n')}`);
    },
    peakMemoryMib() {
      if (process.platform !== 'linux') return Number.NaN;
      const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return Number(kib) / 1024;
    },
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

export interface RunningService extends RunningProgram {
  readonly url: string;
  /** Where METRICS_PORT is, if it is set. */
  readonly metricsUrl: string | undefined;
  readonly call: Caller;
}

/** Starts `pozovi serve` and waits until it listens. */
export async function startServing(dataDir: string, settings: Environment = {}): Promise<RunningService> {
  return serving(startProgram('serve', dataDir, settings));
}

/** The same program as soon as it listens. */
export async function serving(program: RunningProgram): Promise<RunningService> {
  const line = await program.printed(/"msg":"listening"/);
  const { addresses, metricsAddresses } = JSON.parse(line);
  const [url = '', metricsUrl] = [addresses, metricsAddresses].map((list) => urlOf(list?.[0]));
  return { ...program, url, metricsUrl, call: callerAt(url) };
}

function urlOf(listening: { address: string; port: number } | undefined): string | undefined {
  return listening && `http://${listening.address}:${listening.port}`;
}

/** The settings that put a program on a test's database. */
export function placeSettings({ url }: { url?: string }): Environment {
  return url === undefined ? {} : { DATABASE_URL: url };
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const [code, signal] = await once(child, 'close');
  return { code, signal };
}

function readLines(stream: NodeJS.ReadableStream, hear: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
}
