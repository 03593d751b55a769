import type { Queries, Transaction } from './tables.ts';

export interface TransactionOptions {
  /** No limit on how long it waits for others or runs. For migrations. Default: false. */
  patient?: boolean;
  /**
   * Whose work it is, such as one phone number's. PostgreSQL may then carry it out in one transaction with work of
   * others, never of the same, which costs little more than one alone; when one of them fails, each is run alone.
   *
   * For work that holds no lock, and that changes each row which is not its own (that others may change too) in one
   * statement, without looking at it before: those in one transaction do not keep each other out.
   */
  shareBy?: string;
}

export interface Database {
  readonly engine: 'sqlite' | 'postgresql';
  /** The engine's version, for logs. */
  readonly version: string;
  /** Single reading statements, each on its own. Writing through it is refused on SQLite; write in a transaction. */
  readonly read: Queries;
  /**
   * Runs `work` in one transaction, durable when this resolves.
   *
   * When `work` throws, all it did is undone and the error comes out. When a statement fails, the
   * transaction has failed: `work` cannot catch the error and go on (write `on conflict` instead).
   * `work` may run more than once (after a deadlock), so it must change nothing but the database, and
   * it must await only database calls: a limit of 10 s ends one that waits for something else.
   * A transaction inside `work` is refused.
   *
   * @throws DatabaseUnavailable when the engine is away or too busy; after a connection that was lost
   * during COMMIT it is not known whether the transaction took place.
   */
  transaction<T>(work: (trx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** @throws DatabaseUnavailable when the database does not answer within about two seconds. */
  ping(): Promise<void>;
  /** Waits for the transactions under way, then closes. Later calls throw DatabaseUnavailable. */
  close(): Promise<void>;
}

export interface WaitingProgress {
  triedSeconds: number;
  /** `host:port/database`, never the password. */
  target: string;
  error: string;
}

export interface OpenOptions {
  /** `postgres://…`; without it the embedded SQLite file in `dataDir` is opened. */
  url?: string | undefined;
  /** Folder of the embedded database; made (0700) when it is missing. */
  dataDir: string;
  /** Open it only to be read: the embedded file is not made when it is missing, and nothing is left behind. Default: false. */
  readOnly?: boolean | undefined;
  /** Named prepared statements on PostgreSQL. Off for poolers that do not know them. Default: true. */
  preparedStatements?: boolean | undefined;
  /** Connections to PostgreSQL for transactions, at most. Default: 10. */
  connectionsMax?: number | undefined;
  /** How long a PostgreSQL that is away is waited for. Default: 30. */
  waitSeconds?: number | undefined;
  /** Called about once a second while it is waited for. */
  onWaiting?: ((progress: WaitingProgress) => void) | undefined;
  /** Something an operator may want to see in the log, such as a lost connection. */
  onWarning?: ((message: string, error?: unknown) => void) | undefined;
}
