import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseRefusal, sentenceOf } from '../errors.ts';

const readWriteCreate = 'a';

/**
 * Makes sure that the database file is there, for its owner only, and that its name survives a power cut:
 * SQLite syncs the folder only for the files that it makes itself. Its path.
 *
 * @throws DatabaseRefusal when it cannot be made, and when its data has moved: nobody is to begin anew by mistake.
 */
export function databaseFile(dataDir: string): string {
  const moved = movedPath(dataDir);
  if (existsSync(moved) && !existsSync(filePath(dataDir))) {
    throw new DatabaseRefusal(
      `The data of ${dataDir} has moved to PostgreSQL: set DATABASE_URL. To begin anew, put ${moved} elsewhere.`,
    );
  }
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
  closeSync(openSync(path, readWriteCreate, 0o600));
  syncFolder(dataDir);
  return path;
}

export function filePath(dataDir: string): string {
  return join(dataDir, 'pozovi.db');
}

/** Where the file is kept when its data has moved. */
export function movedPath(dataDir: string): string {
  return join(dataDir, 'pozovi-moved.db');
}

/** Gives the file the name under which it is kept. */
export function putAside(dataDir: string): void {
  renameSync(filePath(dataDir), movedPath(dataDir));
  syncFolder(dataDir);
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
