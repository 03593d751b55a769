import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { DatabaseRefusal } from './errors.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import type { Transaction } from './tables.ts';

export interface Moved {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** Where the file is now. */
  readonly keptAs: string;
}

export interface MoveOptions {
  readonly migrationsFolder: string;
  /** The tables into which migrations have put rows. */
  readonly filled: readonly string[];
  /** Called with the progress of the copy. */
  readonly onProgress?: (progress: MoveProgress) => void;
}

export interface MoveProgress {
  /** The table that is being copied. */
  readonly table: string;
  readonly done: number;
  readonly total: number;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

type Row = Record<string, string | number | null>;

const rowsPerBatch = 500;

/**
 * Copies every row of the embedded database in `dataDir` to `target`, a migrated database, in one transaction. Then
 * renames the file, so that nobody uses it any more.
 *
 * @throws DatabaseRefusal when there is no file or one of an earlier move, when a process has it open, and when `target`
 * has rows in any other table: it may be in use, and newer than the file.
 * @throws DatabaseUnavailable
 */
export async function moveToPostgresql(
  dataDir: string,
  target: Database,
  options: MoveOptions,
): Promise<Moved> {
  // Each driver is loaded only where it is used.
  const { filePath, movedPath, putAside } = await import('./sqlite/file.ts');
  const { openAlone } = await import('./sqlite/sole-connection.ts');
  const [path, keptAs] = [filePath(dataDir), movedPath(dataDir)];
  if (!existsSync(path)) throw new DatabaseRefusal(`There is no ${path}, so there is nothing to move.`);
  if (existsSync(keptAs))
    throw new DatabaseRefusal(`${keptAs} is there from an earlier move; put it elsewhere.`);
  // Before the migration: another version of the program may be using it.
  openAlone(path).close();
  await bringUpToDate(dataDir, options.migrationsFolder);
  const source = openAlone(path);
  try {
    const tables = await target.transaction((trx) => copyAll(source, trx, options), { patient: true });
    // Before it is closed, so that nobody can open it in between.
    putAside(dataDir);
    return { tables, keptAs };
  } finally {
    source.close();
  }
}

async function bringUpToDate(dataDir: string, migrationsFolder: string): Promise<void> {
  const database = await openDatabase({ dataDir });
  try {
    await migrate(database, migrationsFolder);
  } finally {
    await database.close();
  }
}

async function copyAll(
  source: DatabaseSync,
  trx: Transaction,
  { filled, onProgress = () => {} }: MoveOptions,
): Promise<Moved['tables']> {
  const tables = tablesOf(source);
  for (const { name } of tables) if (!filled.includes(name)) await refuseRows(trx, name);
  const total = tables.map(({ name }) => countRows(source, name)).reduce((sum, rows) => sum + rows, 0);
  const moved = [];
  let done = 0;
  for (const table of tables) {
    let rows = 0;
    for (const batch of inBatches(rowsOf(source, table))) {
      await write(trx, table, batch);
      rows += batch.length;
      done += batch.length;
      onProgress({ table: table.name, done, total });
    }
    moved.push({ name: table.name, rows });
  }
  return moved;
}

async function refuseRows(trx: Transaction, name: string): Promise<void> {
  const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(trx);
  if (rows.length === 0) return;
  throw new DatabaseRefusal(
    `The database of DATABASE_URL is not a new one: it has rows in ${name}. Nothing was moved. If a move has ended there, put the file elsewhere and start the service.`,
  );
}

/** In the order in which they were created: no table refers to a later one. */
function tablesOf(source: DatabaseSync): Table[] {
  const names = source
    .prepare(
      `select name from sqlite_schema
      where type = 'table' and name not like 'sqlite_%' and name <> 'schema_migrations' order by rowid`,
    )
    .all();
  const columnsOf = source.prepare('select name, pk from pragma_table_info(?) order by cid');
  return names.map(({ name }) => {
    const columns = columnsOf.all(name as string);
    return {
      name: String(name),
      columns: columns.map((column) => String(column.name)),
      key: columns.filter(({ pk }) => pk !== 0).map((column) => String(column.name)),
    };
  });
}

function countRows(source: DatabaseSync, table: string): number {
  return Number(source.prepare(`select count(*) as rows from "${table}"`).get()?.rows);
}

function rowsOf(source: DatabaseSync, { name }: Table): Iterable<Row> {
  return source.prepare(`select * from "${name}"`).iterate() as Iterable<Row>;
}

function* inBatches(rows: Iterable<Row>): Iterable<Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    if (batch.push(row) < rowsPerBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Writes rows. What the migrations have put into the target is replaced. */
async function write(trx: Transaction, { name, columns, key }: Table, rows: readonly Row[]): Promise<void> {
  const refs = columns.map((column) => sql.ref(column));
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  const replaced = refs.map((ref) => sql`${ref} = excluded.${ref}`);
  await sql`insert into ${sql.table(name)} (${sql.join(refs)}) values ${sql.join(values)}
    on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update set ${sql.join(replaced)}`.execute(
    trx,
  );
}
