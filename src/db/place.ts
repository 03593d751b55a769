import { resolve } from 'node:path';
import type { OpenOptions } from './database.ts';

/** A database's name for people, never with the password. */
export interface Place {
  readonly engine: 'sqlite' | 'postgresql';
  /** The path of the file, or `host:port/database`. */
  readonly place: string;
}

/** The place of the database that `openDatabase` would open with these options. */
export function placeOf({ url, dataDir }: Pick<OpenOptions, 'url' | 'dataDir'>): Place {
  if (url === undefined || url === '') return { engine: 'sqlite', place: resolve(dataDir, 'pozovi.db') };
  const parsed = URL.parse(url);
  // A socket's folder is in the query, in place of the host.
  const host = parsed?.searchParams.get('host') || parsed?.hostname || 'localhost';
  const database = parsed?.pathname.slice(1) || parsed?.username || '';
  return { engine: 'postgresql', place: `${host}:${parsed?.port || '5432'}/${database}` };
}
