import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseRefusal } from './errors.ts';

export interface Migration {
  readonly version: number;
  /** The file's name, such as `0001_accounts.sql`. */
  readonly name: string;
  readonly checksum: string;
  readonly text: string;
}

/**
 * The migrations of a folder in the order of their numbers.
 *
 * @throws DatabaseRefusal for an .sql file that is not named `0001_name.sql`, and for a number used twice.
 */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  for (const [index, migration] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before?.version === migration.version) {
      throw new DatabaseRefusal(`The migrations ${before.name} and ${migration.name} have the same number.`);
    }
  }
  return migrations;
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const number = /^(\d{4})_[a-z0-9_-]+\.sql$/.exec(name)?.[1];
  if (number === undefined)
    throw new DatabaseRefusal(`The migration ${name} is not named like 0001_name.sql.`);
  const text = await readFile(join(folder, name), 'utf8');
  // A checkout with CRLF line ends does not change a migration.
  const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
  return { version: Number(number), name, checksum, text };
}
