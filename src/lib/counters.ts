/**
 * What features count for the operator's metrics. No argument may name a person: no number, no id, no address, and
 * only words of which there are few.
 */
export interface Counters {
  codeSent(channel: string): void;
  codeVerified(): void;
  codeRejected(): void;
  /** A rule or limit, by its name, has refused something. */
  refused(rule: string): void;
  transactionEnded(outcome: 'committed' | 'rolled_back' | 'unavailable'): void;
  /** A request was answered with `database_unavailable`. */
  databaseUnavailable(): void;
}

/** Counts nothing: for a service whose metrics nobody can read. */
export const noCounters: Counters = {
  codeSent: () => {},
  codeVerified: () => {},
  codeRejected: () => {},
  refused: () => {},
  transactionEnded: () => {},
  databaseUnavailable: () => {},
};
