import type { Database } from './database.ts';
import { appliedTo, hasTable } from './migrate.ts';
import { readMigrations } from './migration-files.ts';

/** How the schema of a database compares with what this program needs. */
export interface SchemaState {
  /** `none`: the database has no tables of this program. */
  readonly state: 'none' | 'older' | 'current' | 'newer';
  /** The newest migration that was applied; 0 when there is none. */
  readonly version: number;
  /** The newest migration of this program. */
  readonly wanted: number;
}

/** Compares the schema with the migrations of `folder`, without changes. */
export async function schemaState(database: Database, folder: string): Promise<SchemaState> {
  const wanted = (await readMigrations(folder)).at(-1)?.version ?? 0;
  const rows = (await hasTable(database, 'schema_migrations')) ? await appliedTo(database.read) : [];
  const version = rows.at(-1)?.version ?? 0;
  if (version === 0) return { state: 'none', version, wanted };
  const state = version === wanted ? 'current' : version < wanted ? 'older' : 'newer';
  return { state, version, wanted };
}
