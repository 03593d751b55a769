import type { Queries, Transaction } from './tables.ts';

export interface TransactionOptions {
  /** No limit on how long it waits for others or runs. For migrations. Default: false. */
  readonly patient?: boolean;
  /**
   * The key of the work, such as a phone number. PostgreSQL may then run the work in one transaction with works of
   * other keys, which costs little more than one work alone. When one of them fails, each is run in a transaction of
   * its own.
   *
   * Only for work that takes no lock, and that changes rows which other keys may change too in one statement without
   * reading them first: the participants of a shared transaction are not isolated from each other.
   */
  readonly shareBy?: string;
}

export interface Database {
  readonly engine: 'sqlite' | 'postgresql';
  /** The engine's version, for logs. */
  readonly version: string;
  /** For single statements that read. SQLite refuses to write through it; write in a transaction. */
  readonly read: Queries;
  /**
   * Runs `work` in one transaction, durable when this resolves.
   *
   * When `work` throws, everything it did is undone and this rejects with its error. When a statement fails, the
   * transaction has failed: `work` cannot catch the error and go on (write `on conflict` instead).
   * `work` may run more than once (after a deadlock), so it must change nothing but the database. It must await only
   * database calls: after 10 s the transaction is rolled back. A transaction inside `work` is refused.
   *
   * @throws DatabaseUnavailable when the engine is unreachable or too busy. When the connection was lost during COMMIT,
   * it is unknown whether the transaction was committed.
   */
  transaction<T>(work: (trx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** @throws DatabaseUnavailable when the database does not answer within about two seconds. */
  ping(): Promise<void>;
  /** Waits for the running transactions, then closes. Later calls throw DatabaseUnavailable. */
  close(): Promise<void>;
}

export interface WaitingProgress {
  readonly triedSeconds: number;
  /** `host:port/database`, never the password. */
  readonly target: string;
  readonly error: string;
}

export interface OpenOptions {
  /** `postgres://…`; without it the embedded SQLite file in `dataDir` is opened. */
  readonly url?: string | undefined;
  /** Folder of the embedded database, created (0700) if missing. */
  readonly dataDir: string;
  /** Open read-only: a missing embedded file is not created, and nothing is left behind. Default: false. */
  readonly readOnly?: boolean | undefined;
  /** Named prepared statements on PostgreSQL. Off for poolers that do not support them. Default: true. */
  readonly preparedStatements?: boolean | undefined;
  /** Connections to PostgreSQL for transactions, at most. Default: 10. */
  readonly connectionsMax?: number | undefined;
  /** How long to wait for a PostgreSQL that is unreachable. Default: 30. */
  readonly waitSeconds?: number | undefined;
  /** Called about once a second while waiting. */
  readonly onWaiting?: ((progress: WaitingProgress) => void) | undefined;
  /** Called with what the log should mention, such as a lost connection. */
  readonly onWarning?: ((message: string, error?: unknown) => void) | undefined;
}
