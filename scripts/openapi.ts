/**
 * Writes src/reference/examples.json from what a service answers, and openapi.json from the routes' schemas and these
 * examples; with `--check`, says whether they are up to date.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../src/app/app.ts';
import { readConfig } from '../src/config/index.ts';
import { type Database, migrate, openDatabase } from '../src/db/index.ts';
import { systemClock } from '../src/lib/clock.ts';
import { secureRandom } from '../src/lib/random.ts';
import { openHouse, openRecord } from './examples/house.ts';
import { showProblems } from './examples/problems.ts';
import { showSuccesses } from './examples/successes.ts';

const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');

await onOwnDatabase(async (database, dataDir) => {
  await put('src/reference/examples.json', await recordExamples(database, dataDir));
  await put('openapi.json', await makeDocument(database, dataDir));
});

/** Writes the file, or says that it would be another one. */
async function put(path: string, text: string): Promise<void> {
  const file = join(root, path);
  if (!isCheck) return writeFile(file, text);
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === text) return;
  console.error(`${path} is out of date: run npm run openapi`);
  process.exitCode = 1;
}

/** With a new database that is thrown away afterwards. */
async function onOwnDatabase(work: (database: Database, dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pozovi-openapi-'));
  const database = await openDatabase({ url: undefined, dataDir });
  try {
    await migrate(database, join(root, 'migrations'));
    await work(database, dataDir);
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function recordExamples(database: Database, dataDir: string): Promise<string> {
  const house = openHouse(database, dataDir);
  const record = openRecord();
  await showSuccesses(house, record);
  await showProblems(house, record);
  return String(record);
}

/** The document of an instance as it starts without settings. */
async function makeDocument(database: Database, dataDir: string): Promise<string> {
  const settings = { DATA_DIR: dataDir, SECRET_KEY: 'signs nothing that leaves this process' };
  const { config } = readConfig(settings, systemClock.now());
  const logger = pino({ level: 'silent' });
  const app = await createApp({ config, database, clock: systemClock, random: secureRandom, logger });
  await app.server.ready();
  const document = await app.openApi();
  await app.server.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}
