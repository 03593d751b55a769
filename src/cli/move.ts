import type { Command } from 'commander';
import { migrationsFolder } from '../app/index.ts';
import type { Config } from '../config/index.ts';
import {
  type Database,
  DatabaseAbsent,
  hasTable,
  type Moved,
  moveToPostgresql,
  openDatabase,
  placeOf,
} from '../db/index.ts';
import { systemClock } from '../lib/clock.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { refuseOtherSecretKey } from '../sessions/index.ts';
import { newCommand } from './command.ts';
import { CliError } from './failure.ts';
import { prepareQuietly } from './migrate.ts';
import { createProgress, describeTimeLeft } from './progress.ts';
import { readSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** Tables that are not empty in a new database. */
const filled = ['referral_watermark', 'governor'];

export function moveCommand(terminal: Terminal): Command {
  return newCommand('move', 'cli.move', terminal).action(() => moveDatabase(terminal));
}

async function moveDatabase(terminal: Terminal): Promise<void> {
  const { say } = terminal;
  const config = readSettings(terminal);
  if (config.databaseUrl === undefined) throw new CliError('cli.database_url_unset');
  await checkSource(config);
  const target = await prepareQuietly(terminal, config);
  try {
    const { tables, keptAs } = await moveTo(target, config.dataDir, terminal);
    for (const { name, rows } of tables) {
      process.stdout.write(`${say('cli.moved_table', { table: name, rows: String(rows) })}\n`);
    }
    process.stdout.write(`${say('cli.moved', { file: keptAs })}\n`);
  } finally {
    await target.close();
  }
}

/** Checks the file before the target is changed. Throws CliError when there is no file, and WrongSecretKey. */
async function checkSource({ dataDir, secretKey }: Config): Promise<void> {
  const source = await openDatabase({ dataDir, readOnly: true }).catch((error: unknown) => {
    if (!(error instanceof DatabaseAbsent)) throw error;
    throw new CliError('cli.nothing_to_move', { place: placeOf({ dataDir }).place });
  });
  try {
    if (!(await hasTable(source, 'signing_keys'))) return;
    await refuseOtherSecretKey(source.read, deriveKey(secretKey, 'signingKeys'));
  } finally {
    await source.close();
  }
}

async function moveTo(target: Database, dataDir: string, { say }: Terminal): Promise<Moved> {
  const progress = createProgress(process.stderr, systemClock);
  const startedAt = systemClock.now();
  try {
    return await moveToPostgresql(dataDir, target, {
      migrationsFolder,
      filled,
      onProgress({ table, done, total }) {
        const percent = String(Math.floor((done / total) * 100));
        const text = say('cli.moving', { table, done: String(done), total: String(total), percent });
        progress.report(`${text}${describeTimeLeft(say, systemClock.now() - startedAt, { done, total })}`);
      },
    });
  } finally {
    progress.end();
  }
}
