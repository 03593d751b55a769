import type { Config } from '../config/index.ts';
import { type PhoneNumber, parsePhoneNumber } from '../lib/phone-number.ts';
import { type DerivedKey, deriveKey } from '../lib/secret-keys.ts';
import { CliError } from './failure.ts';

/** The keys of the hashes of a number. */
export interface NumberKeys {
  readonly audit: DerivedKey<'auditedNumbers'>;
  readonly defence: DerivedKey<'numbersAndOrigins'>;
  readonly codes: DerivedKey<'codes'>;
}

/** The number in `text`. Throws CliError. */
export function numberIn(text: string, { defaultRegion }: Config): PhoneNumber {
  const phoneNumber = parsePhoneNumber(text, defaultRegion);
  if (phoneNumber === undefined) throw new CliError('cli.invalid_phone_number', { text }, 'usage');
  return phoneNumber;
}

export function numberKeys({ secretKey }: Config): NumberKeys {
  return {
    audit: deriveKey(secretKey, 'auditedNumbers'),
    defence: deriveKey(secretKey, 'numbersAndOrigins'),
    codes: deriveKey(secretKey, 'codes'),
  };
}
