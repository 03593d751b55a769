import type { Kysely, Transaction as KyselyTransaction } from 'kysely';

/** One applied migration. */
export interface SchemaMigrationTable {
  readonly version: number;
  readonly name: string;
  /** SHA-256 of the file, in hex, line ends as LF. */
  readonly checksum: string;
  readonly applied_at: number;
}

/**
 * The rows of every table. Each feature adds its own by declaration merging:
 * `declare module './index.ts' { interface Tables { accounts: AccountTable } }`.
 * The merging reaches this file because index.ts says `export *`; a named re-export would not do.
 */
export interface Tables {
  readonly schema_migrations: SchemaMigrationTable;
}

/** For functions that only read, alone (`database.read`) or inside a transaction. */
export type Queries = Kysely<Tables>;

/** For functions that write. Only `database.transaction` provides one. */
export type Transaction = KyselyTransaction<Tables>;
