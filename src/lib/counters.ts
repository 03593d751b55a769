/**
 * What features count for the operator's metrics. No argument may identify a person: no number, id or address, only
 * words from a small set.
 */
export interface Counters {
  codeSent(channel: string): void;
  codeVerified(): void;
  codeRejected(): void;
  /** A rule or limit refused something. */
  refused(rule: string): void;
  transactionEnded(outcome: 'committed' | 'rolled_back' | 'unavailable'): void;
  /** A request was answered with `database_unavailable`. */
  databaseUnavailable(): void;
}

/** Counts nothing, for a service whose metrics nobody can read. */
export const noCounters: Counters = {
  codeSent: () => {},
  codeVerified: () => {},
  codeRejected: () => {},
  refused: () => {},
  transactionEnded: () => {},
  databaseUnavailable: () => {},
};
