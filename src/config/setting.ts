/** What a parser says of a text: its value, or `found`, how the text may be shown when the setting is secret. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly found?: string };
export type Parser<T> = (text: string) => Parsed<T>;

/** One row of the schema that validation, `.env_sample` and `docs/settings.md` are made from. */
export interface Setting<T> {
  readonly name: string;
  /** The default as it would be written in the environment; undefined when there is none to write. */
  readonly default: string | undefined;
  /** What holds when it is unset, in words, where `default` cannot say it. */
  readonly defaultDescription: string | undefined;
  readonly parse: Parser<T>;
  /** Completes "expected …". */
  readonly expected: string;
  readonly description: string;
  readonly example: string | undefined;
  /** A secret's value is never shown. */
  readonly secret: boolean;
  /** The value when the variable is unset. */
  unset(): T;
}

interface Row<T> {
  readonly name: string;
  readonly parse: Parser<T>;
  readonly expected: string;
  readonly description: string;
  readonly example?: string;
  readonly secret?: true;
}

/** A setting with a default, which goes through the same parser as a value from outside. */
export function setting<T>(row: Row<T> & { readonly default: string }): Setting<T> {
  const parsed = row.parse(row.default);
  if (!parsed.ok) throw new TypeError(`the default of ${row.name} is not ${row.expected}`);
  const { value } = parsed;
  return { defaultDescription: undefined, example: undefined, secret: false, ...row, unset: () => value };
}

/** A setting that may stay unset; `defaultDescription` says what holds then. */
export function optionalSetting<T>(
  row: Row<T> & { readonly defaultDescription: string },
): Setting<T | undefined> {
  return { default: undefined, example: undefined, secret: false, ...row, unset: () => undefined };
}

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A refusal. `found` must hold no secret: it is shown instead of the text. */
export function refused(found?: string): { readonly ok: false; readonly found?: string } {
  return found === undefined ? { ok: false } : { ok: false, found };
}
