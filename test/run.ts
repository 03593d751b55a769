/**
 * Runs test files: `node test/run.ts [--workers=3] [PATTERN…]`.
 *
 * A few processes take the files one by one: starting a process for each file, and loading and compiling the service in
 * it, takes as long as the tests. A file runs alone as well: `node --test test/races/rings.test.ts`.
 */
import { existsSync, globSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const worker = join(import.meta.dirname, 'worker.ts');
/** Long files that start processes. They run first, so that no worker is left with one at the end. */
const longest = [
  'test/durability/',
  'test/slow/',
  'test/cli/',
  'test/load/',
  'src/db/postgresql/',
  'test/races/',
];

/** Databases are kept in memory where there is room: no test cuts the power, and a process that is killed loses nothing. */
const memory = '/dev/shm';
const roomBytesMin = 4 * 2 ** 30;

/** Each holds up to thirty connections of the hundred that PostgreSQL has. */
const workersMax = 3;

const { values, positionals } = parseArgs({
  options: { workers: { type: 'string', default: String(Math.min(availableParallelism() + 1, workersMax)) } },
  allowPositionals: true,
});
const patterns = positionals.length > 0 ? positionals : ['src/**/*.test.ts', 'test/**/*.test.ts'];
const files = globSync(patterns, { cwd: root })
  .map((path) => relative(root, resolve(root, path)))
  .sort((one, other) => rankOf(one) - rankOf(other) || one.localeCompare(other));
if (files.length === 0) throw new Error(`no file is called ${patterns.join(' or ')}`);

const queue = mkdtempSync(join(tmpdir(), 'pozovi-queue-'));
process.once('exit', () => rmSync(queue, { recursive: true, force: true }));
for (const [index, file] of files.entries()) writeFileSync(join(queue, String(index).padStart(4, '0')), file);
process.env.TEST_QUEUE = queue;
process.env.TEST_FOLDER = hasRoom(memory) ? memory : tmpdir();
process.env.NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/tests');

const count = Math.min(Number(values.workers), files.length);
run({
  files: Array(count).fill(worker),
  concurrency: count,
  // The objects of a request outlive a collection: with more room there are half as many collections.
  execArgv: ['--max-semi-space-size=32'],
})
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .compose(spec)
  .pipe(process.stdout);

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= roomBytesMin;
}

function rankOf(file: string): number {
  const rank = longest.findIndex((folder) => file.startsWith(folder));
  return rank < 0 ? longest.length : rank;
}
