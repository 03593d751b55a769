import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseRefusal, sentenceOf } from '../errors.ts';

const READ_WRITE_CREATE = 'a';

/**
 * Makes sure that the database file is there, for its owner only, and that its name survives a power cut:
 * SQLite syncs the folder only for the files that it makes itself. Its path.
 *
 * @throws DatabaseRefusal when it cannot be made.
 */
export function databaseFile(dataDir: string): string {
  try {
    return makeFile(dataDir);
  } catch (error) {
    throw new DatabaseRefusal(`The data folder ${dataDir} cannot be used: ${sentenceOf(error)}.`, {
      cause: error,
    });
  }
}

function makeFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'pozovi.db');
  closeSync(openSync(path, READ_WRITE_CREATE, 0o600));
  if (process.platform !== 'win32') {
    const folder = openSync(dataDir, 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
  return path;
}
