import { diskFiles, errorCode, type SettingsFiles, withoutFinalNewline } from './files.ts';
import { describeFound, type Mistake, SettingsError } from './mistakes.ts';
import { unknownNames } from './near-names.ts';
import { brokenRules } from './rules.ts';
import { type Schema, schema, type Values } from './schema.ts';
import type { Setting } from './setting.ts';
import { type Environment, settingText } from './texts.ts';
import type { Config } from './values.ts';
import { configWarnings } from './warnings.ts';

export interface ReadOptions {
  /** The names in `.env`, so that unknown ones are reported. */
  readonly dotenvNames?: ReadonlySet<string>;
  /** The disk by default. */
  readonly files?: SettingsFiles;
}

/**
 * The configuration of `environment` at `now` (epoch milliseconds), frozen. In development `files` creates and stores a
 * missing SECRET_KEY. Throws `SettingsError` with all mistakes.
 */
export function readConfig(
  environment: Environment,
  now: number,
  { dotenvNames = new Set(), files = diskFiles }: ReadOptions = {},
): { config: Config; warnings: string[] } {
  const { values, broken, mistakes } = readValues(environment, files);
  mistakes.push(...brokenRules(values, broken));
  const names = Object.keys(environment).filter((name) => environment[name] !== undefined);
  // A mistyped name may be the reason for a mistake, so they are shown together.
  const unknown = unknownNames(names, dotenvNames);
  if (mistakes.length > 0) throw new SettingsError(mistakes, unknown);
  const config = settle(values as Values, files, unknown);
  return { config, warnings: [...unknown, ...configWarnings(config, now)] };
}

function readValues(environment: Environment, files: SettingsFiles) {
  const values: Record<string, unknown> = {};
  const broken = new Set<keyof Values>();
  const mistakes: Mistake[] = [];
  for (const field of Object.keys(schema) as (keyof Schema)[]) {
    const setting: Setting<unknown> = schema[field];
    const read = settingText(setting, environment, files);
    const parsed = read.kind === 'text' ? setting.parse(read.text) : undefined;
    if (read.kind === 'unset') values[field] = setting.unset();
    else if (parsed?.ok) values[field] = parsed.value;
    else {
      broken.add(field);
      if (read.kind === 'mistake') mistakes.push(read.mistake);
      else {
        const found = describeFound(setting, read.text, parsed?.found);
        mistakes.push({ variable: read.variable, found, expected: setting.expected });
      }
    }
  }
  return { values: values as Partial<Values>, broken, mistakes };
}

/** Fills in the defaults that depend on other settings. */
function settle(values: Values, files: SettingsFiles, unknown: readonly string[]): Config {
  const isProduction = values.mode === 'production';
  const strict = values.preset === 'strict';
  return Object.freeze({
    ...values,
    strict,
    publicUrl: values.publicUrl ?? localUrl(values.host, values.port),
    secretKey: values.secretKey ?? developmentSecret(values.dataDir, files, unknown),
    codeLength: values.codeLength ?? (strict ? 6 : 4),
    codeAttemptsMax: values.codeAttemptsMax ?? (strict ? 5 : 3),
    trustedProxies: values.trustedProxies ?? Object.freeze([]),
    corsOrigins: values.corsOrigins ?? Object.freeze([]),
    testPhoneNumbers: values.testPhoneNumbers ?? Object.freeze([]),
    allowedCountries: values.allowedCountries ?? (isProduction ? Object.freeze([values.defaultRegion]) : '*'),
    fraudMode: values.fraudMode ?? (isProduction ? 'protect' : 'observe'),
    proofOfWork: values.proofOfWork ?? (isProduction ? 'risk' : 'off'),
    smsBudgetDay: values.smsBudgetDay ?? (isProduction ? 10_000 : undefined),
  });
}

function localUrl(host: string, port: number): string {
  // Browsers cannot open 0.0.0.0.
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return new URL(`http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`).origin;
}

function developmentSecret(dataDir: string, files: SettingsFiles, unknown: readonly string[]): Buffer {
  const variable = schema.secretKey.name;
  let text: string;
  try {
    text = withoutFinalNewline(files.secret(dataDir));
  } catch (error) {
    const found = `SECRET_KEY cannot be kept in ${JSON.stringify(dataDir)} (${errorCode(error)})`;
    const expected = 'a folder that can be written to, because SECRET_KEY is not set';
    throw new SettingsError([{ variable: schema.dataDir.name, found, expected }], unknown);
  }
  const parsed = schema.secretKey.parse(text);
  if (parsed.ok && parsed.value !== undefined) return parsed.value;
  const found = 'not set, and DATA_DIR/secret.key is too short';
  throw new SettingsError([{ variable, found, expected: schema.secretKey.expected }], unknown);
}
