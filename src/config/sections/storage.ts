import { postgresUrl } from '../addresses.ts';
import { onOrOff, wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

export const storage = {
  databaseUrl: optionalSetting({
    name: 'DATABASE_URL',
    defaultDescription: 'the embedded SQLite file in DATA_DIR',
    parse: postgresUrl,
    expected: 'postgres://user:password@host:port/name; write # in the password as %23',
    description: 'PostgreSQL 15 or newer.',
    example: 'postgres://pozovi@localhost:5432/pozovi',
    secret: true,
  }),
  databasePool: setting({
    name: 'DATABASE_POOL',
    default: '10',
    parse: wholeNumber(1, 200),
    expected: 'a whole number from 1 to 200',
    description: 'The most connections to PostgreSQL that one process opens.',
  }),
  databasePrepared: setting({
    name: 'DATABASE_PREPARED',
    default: 'on',
    ...onOrOff,
    description: 'Prepared statements. `off` for a pooler that does not support them.',
  }),
};
