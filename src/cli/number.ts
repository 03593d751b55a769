import { InvalidArgumentError } from 'commander';
import { prepareDatabase } from '../app/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import { type PhoneNumber, parsePhoneNumber } from '../lib/phone-number.ts';
import { type DerivedKey, deriveKey, type KeyName } from '../lib/secret-keys.ts';
import { createLogger } from '../operations/index.ts';
import { settings } from './settings.ts';

/** What a verb about one phone number works with. */
export interface NumberContext {
  readonly config: Config;
  readonly database: Database;
  readonly phoneNumber: PhoneNumber;
  /** The keys under which the number is known. */
  readonly keys: {
    readonly audit: DerivedKey<'auditedNumbers'>;
    readonly defence: DerivedKey<'numbersAndOrigins'>;
    readonly codes: DerivedKey<'codes'>;
  };
}

/** Runs a verb about the number in `text`, with the database open; its logs would only be in the way. */
export async function withNumber(
  text: string,
  work: (context: NumberContext) => Promise<void>,
): Promise<void> {
  const config = settings();
  const phoneNumber = parsePhoneNumber(text, config.defaultRegion);
  if (phoneNumber === undefined) throw new InvalidArgumentError(`"${text}" is not a phone number.`);
  const database = await prepareDatabase(config, createLogger('error'));
  const key = <Name extends KeyName>(name: Name) => deriveKey(config.secretKey, name);
  const keys = { audit: key('auditedNumbers'), defence: key('numbersAndOrigins'), codes: key('codes') };
  try {
    await work({ config, database, phoneNumber, keys });
  } finally {
    await database.close();
  }
}
