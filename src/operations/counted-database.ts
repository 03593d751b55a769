import { type Database, DatabaseUnavailable } from '../db/index.ts';
import type { Counters } from '../lib/counters.ts';

/** The same database, whose transactions are counted by how they end. */
export function countedDatabase(database: Database, counters: Counters): Database {
  return {
    ...database,
    async transaction(work, options) {
      try {
        const value = await database.transaction(work, options);
        counters.transactionEnded('committed');
        return value;
      } catch (error) {
        counters.transactionEnded(error instanceof DatabaseUnavailable ? 'unavailable' : 'rolled_back');
        throw error;
      }
    },
  };
}
