import { readFileSync } from 'node:fs';
import { secureRandom } from '../lib/random.ts';
import { keptSecret, readSecret } from './secret-file.ts';

/** The files that settings need; a test brings its own. */
export interface SettingsFiles {
  /** The text of a file. Throws an `Error` with a `code` such as ENOENT. */
  read(path: string): string;
  /** The text of the development secret in `dataDir`, created if missing. */
  secret(dataDir: string): string;
}

export const diskFiles: SettingsFiles = {
  read: (path) => readFileSync(path, 'utf8'),
  secret: keptSecret,
};

/** For questions, which create no file: a missing secret is made up and not stored. */
export const readOnlyFiles: SettingsFiles = {
  read: diskFiles.read,
  secret: (dataDir) => readSecret(dataDir) ?? secureRandom.bytes(32).toString('hex'),
};

/** `text` without the one newline that editors and `echo` add. */
export function withoutFinalNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** The code of a file error, such as ENOENT; never its path or content. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}
