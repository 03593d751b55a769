import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../lib/folder.ts';
import { type Random, secureRandom } from '../lib/random.ts';

/**
 * The text of `secret.key` in `dataDir` (mode 0600), created if missing: 32 random bytes in hex. Processes that start
 * together agree: one link wins, the others read it. Throws the file system's error.
 */
export function keptSecret(dataDir: string, random: Random = secureRandom): string {
  const path = pathIn(dataDir);
  makeFolder(dataDir);
  const kept = readSecret(dataDir);
  if (kept !== undefined) return kept;

  // Written to another file and then linked, so that nobody reads half a secret.
  const draft = `${path}.${random.bytes(8).toString('hex')}`;
  try {
    writeDurably(draft, `${random.bytes(32).toString('hex')}\n`);
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}

/** The text of `secret.key` in `dataDir`; undefined if missing. Throws the file system's error. */
export function readSecret(dataDir: string): string | undefined {
  try {
    return readFileSync(pathIn(dataDir), 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'secret.key');
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
