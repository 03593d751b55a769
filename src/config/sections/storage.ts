import { postgresUrl, redisUrl } from '../addresses.ts';
import { onOrOff, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

export const storage = {
  databaseUrl: optionalSetting({
    name: 'DATABASE_URL',
    whenUnset: 'the embedded SQLite file in DATA_DIR',
    parse: postgresUrl,
    expected: 'postgres://user:password@host:port/name, with # in the password written %23',
    meaning: 'PostgreSQL 15 or newer.',
    example: 'postgres://pozovi@localhost:5432/pozovi',
    secret: true,
  }),
  databasePool: setting({
    name: 'DATABASE_POOL',
    standard: '10',
    parse: wholeNumber(1, 200),
    expected: 'a whole number from 1 to 200',
    meaning: 'The connections to PostgreSQL that one process opens at most.',
  }),
  databasePrepared: setting({
    name: 'DATABASE_PREPARED',
    standard: 'on',
    parse: onOrOff,
    expected: '`on` or `off`',
    meaning: 'Prepared statements. `off` for a pooler that does not carry them over.',
  }),
  redisUrl: optionalSetting({
    name: 'REDIS_URL',
    whenUnset: 'limits are counted in the database',
    parse: redisUrl,
    expected: 'redis:// or rediss:// and a host',
    meaning: 'Redis or Valkey for the limits. If it goes away, the database counts.',
    example: 'redis://localhost:6379',
    secret: true,
  }),
};
