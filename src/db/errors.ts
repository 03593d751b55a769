/** What an operator may meet at a start, for a program that says it in the operator's language. */
export interface Trouble {
  readonly kind: 'unreachable' | 'connection_refused' | 'data_folder' | 'moved' | 'in_use' | 'missing';
  /** What the sentence names; never a password. */
  readonly values: Readonly<Record<string, string | number>>;
}

interface TroubleOptions extends ErrorOptions {
  readonly trouble?: Trouble;
}

/** The database is temporarily unavailable. The same call may succeed later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  readonly trouble: Trouble | undefined;

  constructor(message: string, { trouble, ...options }: TroubleOptions = {}) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** The program must not start on this database. The message is one sentence for an operator. */
export class DatabaseRefusal extends Error {
  override readonly name = 'DatabaseRefusal';
  readonly trouble: Trouble | undefined;

  constructor(message: string, { trouble, ...options }: TroubleOptions = {}) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** The database does not exist. */
export class DatabaseAbsent extends DatabaseRefusal {}

/** The message of anything thrown, also where `message` is empty (several addresses refused at once). */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
