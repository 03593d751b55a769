import { closeSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toTimestamp } from '../../lib/clock.ts';
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
  const path = filePath(dataDir);
  closeSync(openSync(path, READ_WRITE_CREATE, 0o600));
  syncFolder(dataDir);
  return path;
}

export function filePath(dataDir: string): string {
  return join(dataDir, 'pozovi.db');
}

/** Gives the closed file a name under which nothing looks for it, with the time `now` in it. The new path. */
export function putAside(path: string, now: number): string {
  const time = toTimestamp(now).replaceAll(/[-:]|\.\d+/g, '');
  const aside = path.replace(/\.db$/, `-moved-${time}.db`);
  renameSync(path, aside);
  syncFolder(dirname(path));
  return aside;
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
