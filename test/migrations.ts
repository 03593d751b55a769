import { join } from 'node:path';

/** The folder of the program's migrations. */
export const migrationsFolder = join(import.meta.dirname, '../migrations');
