/** A parser's result: the value, or `found`, how to show the text of a secret setting. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly found?: string };
export type Parser<T> = (text: string) => Parsed<T>;

/** One row of the schema that validation, `.env_sample` and `docs/settings.md` are made from. */
export interface Setting<T> {
  readonly name: string;
  /** The default as written in the environment; undefined if it has no such form. */
  readonly default: string | undefined;
  /** The default in words, where `default` cannot express it. */
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

/** A setting with a default, which is parsed like any value. */
export function setting<T>(row: Row<T> & { readonly default: string }): Setting<T> {
  const parsed = row.parse(row.default);
  if (!parsed.ok) throw new TypeError(`the default of ${row.name} is not ${row.expected}`);
  const { value } = parsed;
  return { defaultDescription: undefined, example: undefined, secret: false, ...row, unset: () => value };
}

/** A setting that may stay unset; `defaultDescription` describes the default. */
export function optionalSetting<T>(
  row: Row<T> & { readonly defaultDescription: string },
): Setting<T | undefined> {
  return { default: undefined, example: undefined, secret: false, ...row, unset: () => undefined };
}

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A refusal. `found` is shown instead of the text and must hold no secret. */
export function refused(found?: string): { readonly ok: false; readonly found?: string } {
  return found === undefined ? { ok: false } : { ok: false, found };
}
