/** The database cannot answer now, whatever is asked; the same may work later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The program must not start on this database. The message is one sentence for an operator. */
export class DatabaseRefusal extends Error {
  override readonly name = 'DatabaseRefusal';
}

/** There is no database at that place. */
export class DatabaseAbsent extends DatabaseRefusal {}

/** The sentence of whatever was thrown, also where `message` is empty (several addresses refused at once). */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
