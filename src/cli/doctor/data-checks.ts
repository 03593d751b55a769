import { type Check, note, type Text, unsafe } from './finding.ts';
import { reachOf } from './hosts.ts';

/** Modes of `sslmode` under which nothing is sent in the clear. */
const tlsModes = new Set(['require', 'verify-ca', 'verify-full', 'no-verify']);

export const databaseWithoutTls: Check = ({ config: { databaseUrl }, database }) => {
  const url = databaseUrl === undefined ? null : URL.parse(databaseUrl);
  if (url === null) return undefined;
  const reach = reachOf(url.searchParams.get('host') ?? url.hostname);
  const hasTls = database?.hasTls ?? tlsModes.has(url.searchParams.get('sslmode') ?? '');
  if (reach === 'machine' || hasTls) return undefined;
  const what: Text = {
    en: 'The connection to PostgreSQL leaves this machine without TLS: numbers and the password can be read on their way.',
    ru: 'Соединение с PostgreSQL выходит за пределы машины без TLS: номера и пароль видны в пути.',
  };
  return reach === 'public'
    ? unsafe('DATABASE_URL', what, {
        en: 'Add ?sslmode=verify-full to DATABASE_URL, and turn TLS on at the server.',
        ru: 'Добавьте к DATABASE_URL ?sslmode=verify-full и включите TLS на сервере.',
      })
    : note('DATABASE_URL', what, {
        en: 'Leave it so only where that network is yours alone; else add ?sslmode=verify-full.',
        ru: 'Оставьте так, только если эта сеть целиком ваша; иначе добавьте ?sslmode=verify-full.',
      });
};

export const databaseNotDurable: Check = ({ database }) =>
  database?.isDurable === false
    ? unsafe(
        'DATABASE_URL',
        {
          en: 'PostgreSQL runs with fsync or synchronous_commit off: a power cut loses sign-ins that were answered.',
          ru: 'PostgreSQL работает с выключенным fsync или synchronous_commit: при сбое питания пропадут уже подтверждённые входы.',
        },
        {
          en: 'Set fsync = on and synchronous_commit = on at the server.',
          ru: 'Задайте на сервере fsync = on и synchronous_commit = on.',
        },
      )
    : undefined;

export const databaseSuperuser: Check = ({ database }) =>
  database?.isSuperuser === true
    ? note(
        'DATABASE_URL',
        {
          en: 'The service connects as a superuser of the PostgreSQL server.',
          ru: 'Сервис подключается как суперпользователь сервера PostgreSQL.',
        },
        {
          en: 'Give it a role of its own that owns its database and nothing else.',
          ru: 'Заведите для него роль, которая владеет только своей базой.',
        },
      )
    : undefined;

export const embeddedDatabase: Check = ({ config }) =>
  config.databaseUrl === undefined
    ? note(
        'DATABASE_URL',
        {
          en: 'All data is one SQLite file in DATA_DIR, and this program makes no backups.',
          ru: 'Все данные лежат в одном файле SQLite в DATA_DIR; резервных копий программа не делает.',
        },
        {
          en: 'Copy it regularly with `sqlite3 pozovi.db ".backup copy.db"`: a plain copy of a file in use can be broken.',
          ru: 'Регулярно копируйте его командой `sqlite3 pozovi.db ".backup copy.db"`: обычная копия открытого файла может не читаться.',
        },
      )
    : undefined;

export const wholePhoneNumbers: Check = ({ config }) =>
  config.refereePhones === 'full'
    ? note(
        'REFEREE_PHONES',
        {
          en: "Whoever invites sees the whole numbers of those they invited. Law (152-FZ, GDPR) wants those persons' consent, which is asked at activation.",
          ru: 'Пригласивший видит номера приглашённых целиком. По закону (152-ФЗ, GDPR) нужно их согласие: его спрашивают при активации кода.',
        },
        {
          en: 'Set REFEREE_PHONES=masked where the consent is not wanted.',
          ru: 'Задайте REFEREE_PHONES=masked, если согласие вам не нужно.',
        },
      )
    : undefined;

export const wordyLog: Check = ({ config: { logLevel } }) =>
  logLevel === 'debug' || logLevel === 'trace'
    ? unsafe(
        'LOG_LEVEL',
        {
          en: `At level ${logLevel} the log may hold codes, and grows fast.`,
          ru: `На уровне ${logLevel} в журнал могут попасть коды, и он быстро растёт.`,
        },
        { en: 'Set LOG_LEVEL=info.', ru: 'Задайте LOG_LEVEL=info.' },
      )
    : undefined;
