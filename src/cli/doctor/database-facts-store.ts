import { sql } from 'kysely';
import type { Database } from '../../db/index.ts';

/** Facts about a PostgreSQL server. */
export interface ServerFacts {
  readonly hasTls: boolean;
  /** Whether a COMMIT waits until it is on the disk. */
  readonly isDurable: boolean;
  /** Whether the service's role is a superuser. */
  readonly isSuperuser: boolean;
}

interface Row {
  readonly tls: string;
  readonly fsync: string;
  readonly commit: string;
  readonly superuser: string;
}

/** Undefined for the embedded database. */
export async function readServerFacts({ engine, read }: Database): Promise<ServerFacts | undefined> {
  if (engine === 'sqlite') return undefined;
  const { rows } = await sql<Row>`
    select
      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)::text as tls,
      current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit,
      current_setting('is_superuser') as superuser`.execute(read);
  const [row] = rows;
  return (
    row && {
      hasTls: row.tls === 'true',
      isDurable: row.fsync === 'on' && row.commit !== 'off',
      isSuperuser: row.superuser === 'on',
    }
  );
}
