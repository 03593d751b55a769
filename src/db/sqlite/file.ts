import { closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../lib/folder.ts';
import { DatabaseRefusal, sentenceOf } from '../errors.ts';

const readWriteCreate = 'a';

/**
 * Makes sure that the database file exists, readable by its owner only, and returns its path. Its name survives a power
 * cut: SQLite syncs the folder only for files that it creates itself.
 *
 * @throws DatabaseRefusal when it cannot be created, and when its data has moved, so that nobody starts over by mistake.
 */
export function databaseFile(dataDir: string): string {
  refuseMoved(dataDir);
  try {
    return makeFile(dataDir);
  } catch (error) {
    const reason = sentenceOf(error);
    throw new DatabaseRefusal(`The data folder ${dataDir} cannot be used: ${reason}.`, {
      cause: error,
      trouble: { kind: 'data_folder', values: { dataDir, reason } },
    });
  }
}

/** @throws DatabaseRefusal when the data has moved. */
export function refuseMoved(dataDir: string): void {
  const moved = movedPath(dataDir);
  if (!existsSync(moved) || existsSync(filePath(dataDir))) return;
  throw new DatabaseRefusal(
    `The data of ${dataDir} has moved to PostgreSQL: set DATABASE_URL. To start with an empty database, put ${moved} elsewhere.`,
    { trouble: { kind: 'moved', values: { dataDir, moved } } },
  );
}

function makeFile(dataDir: string): string {
  makeFolder(dataDir);
  const path = filePath(dataDir);
  closeSync(openSync(path, readWriteCreate, 0o600));
  syncFolder(dataDir);
  return path;
}

export function filePath(dataDir: string): string {
  return join(dataDir, 'pozovi.db');
}

/** The name of the file after a move. */
export function movedPath(dataDir: string): string {
  return join(dataDir, 'pozovi-moved.db');
}

/** Renames the file after a move. */
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
