/** At most `max` within a window of `windowSeconds` that begins with the first one. */
export interface Limit {
  readonly max: number;
  readonly windowSeconds: number;
}

/** A limit for one key, such as an address. */
export interface NamedLimit extends Limit {
  /** Used in settings, audit, metrics and answers. */
  readonly name: string;
  readonly key: string;
}

/** The limits named `name` for `key`: one row for each window. */
export function namedLimits(name: string, key: string, limits: readonly Limit[]): NamedLimit[] {
  return limits.map((limit) => ({ ...limit, name: `${name}_${limit.windowSeconds}s`, key }));
}
