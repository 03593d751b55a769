import { migrationsFolder } from '../../app/index.ts';
import type { Config } from '../../config/index.ts';
import { type Database, hasTable, type SchemaState, schemaState } from '../../db/index.ts';
import { deriveKey } from '../../lib/secret-keys.ts';
import { refuseOtherSecretKey, WrongSecretKey } from '../../sessions/index.ts';
import { readServerFacts, type ServerFacts } from './database-facts-store.ts';

/** Facts about the database. */
export interface DatabaseFacts {
  /** Undefined for the embedded database. */
  readonly server: ServerFacts | undefined;
  readonly schema: SchemaState;
  /** Whether its signing keys open with SECRET_KEY; true when it has none. */
  readonly opensWithSecretKey: boolean;
}

export async function databaseFacts(database: Database, config: Config): Promise<DatabaseFacts> {
  return {
    server: await readServerFacts(database),
    schema: await schemaState(database, migrationsFolder),
    opensWithSecretKey: await opensWith(config.secretKey, database),
  };
}

async function opensWith(secretKey: Uint8Array, database: Database): Promise<boolean> {
  if (!(await hasTable(database, 'signing_keys'))) return true;
  try {
    await refuseOtherSecretKey(database.read, deriveKey(secretKey, 'signingKeys'));
    return true;
  } catch (error) {
    if (error instanceof WrongSecretKey) return false;
    throw error;
  }
}
