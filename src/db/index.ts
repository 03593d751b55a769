/** The public face of the database: nothing outside this folder imports another file of it. */

export type { ConstraintKind } from './constraint.ts';
export { brokenConstraint } from './constraint.ts';
export type { Database, OpenOptions, TransactionOptions, WaitingProgress } from './database.ts';
export { DatabaseAbsent, DatabaseRefusal, DatabaseUnavailable } from './errors.ts';
export { lock } from './lock.ts';
export { hasTable, migrate, type OnMigration } from './migrate.ts';
export { type Moved, moveToPostgresql } from './move-to-postgresql.ts';
export { openDatabase } from './open.ts';
export { type Place, placeOf } from './place.ts';
export { type SchemaState, schemaState } from './schema-state.ts';
export { parameters, type RowsTable, rowsOf, sharedCommand, sharedStatement } from './shared-statement.ts';
export { command, statement, variants } from './statement.ts';
export * from './tables.ts';
