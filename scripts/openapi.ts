/** Writes openapi.json from the routes' schemas; with `--check`, says whether it is up to date. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../src/app/app.ts';
import { readConfig } from '../src/config/index.ts';
import { migrate, openDatabase } from '../src/db/index.ts';
import { systemClock } from '../src/lib/clock.ts';
import { secureRandom } from '../src/lib/random.ts';

const root = join(import.meta.dirname, '..');
const path = join(root, 'openapi.json');
const made = await makeDocument();

if (process.argv.includes('--check')) {
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current !== made) {
    console.error('openapi.json differs from the routes: run node scripts/openapi.ts');
    process.exitCode = 1;
  }
} else {
  await writeFile(path, made);
}

/** The document of an instance as it starts without settings, on a database of its own that is thrown away. */
async function makeDocument(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pozovi-openapi-'));
  const settings = { DATA_DIR: dataDir, SECRET_KEY: 'signs nothing that leaves this process' };
  const { config } = readConfig(settings, systemClock.now());
  const database = await openDatabase({ url: undefined, dataDir });
  try {
    await migrate(database, join(root, 'migrations'));
    const logger = pino({ level: 'silent' });
    const { server, openApi } = await createApp({
      config,
      database,
      clock: systemClock,
      random: secureRandom,
      logger,
    });
    await server.ready();
    const document = await openApi();
    await server.close();
    return `${JSON.stringify(document, null, 2)}\n`;
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
