/** The time as a dependency, so that rules about time are tested without waiting. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The RFC 3339 UTC spelling of `at` (milliseconds), as every answer shows it. */
export function toTimestamp(at: number): string {
  return new Date(at).toISOString();
}
