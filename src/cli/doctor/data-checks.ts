import { type Check, note, unsafe } from './finding.ts';
import { reachOf } from './hosts.ts';

/** Modes of `sslmode` under which nothing is sent in the clear. */
const tlsModes = new Set(['require', 'verify-ca', 'verify-full', 'no-verify']);

export const otherSecretKey: Check = ({ database }) =>
  database?.opensWithSecretKey === false ? unsafe('SECRET_KEY', 'wrong_secret_key') : undefined;

export const otherSchema: Check = ({ database }) => {
  if (database === undefined) return undefined;
  const { state, version, wanted } = database.schema;
  if (state === 'newer') return unsafe('DATABASE_URL', 'newer_schema', () => ({ version, wanted }));
  return state === 'older' ? note('DATABASE_URL', 'older_schema', () => ({ version, wanted })) : undefined;
};

export const databaseWithoutTls: Check = ({ config: { databaseUrl }, database }) => {
  const url = databaseUrl === undefined ? null : URL.parse(databaseUrl);
  if (url === null) return undefined;
  const reach = reachOf(url.searchParams.get('host') ?? url.hostname);
  const hasTls = database?.server?.hasTls ?? tlsModes.has(url.searchParams.get('sslmode') ?? '');
  if (reach === 'machine' || hasTls) return undefined;
  return reach === 'public'
    ? unsafe('DATABASE_URL', 'database_without_tls')
    : note('DATABASE_URL', 'database_without_tls_private');
};

export const databaseNotDurable: Check = ({ database }) =>
  database?.server?.isDurable === false ? unsafe('DATABASE_URL', 'database_not_durable') : undefined;

export const databaseSuperuser: Check = ({ database }) =>
  database?.server?.isSuperuser === true ? note('DATABASE_URL', 'database_superuser') : undefined;

export const embeddedDatabase: Check = ({ config }) =>
  config.databaseUrl === undefined ? note('DATABASE_URL', 'embedded_database') : undefined;

export const wholePhoneNumbers: Check = ({ config }) =>
  config.refereePhones === 'full' ? note('REFEREE_PHONES', 'whole_phone_numbers') : undefined;

export const verboseLog: Check = ({ config: { logLevel } }) =>
  logLevel === 'debug' || logLevel === 'trace'
    ? unsafe('LOG_LEVEL', 'verbose_log', () => ({ level: logLevel }))
    : undefined;
