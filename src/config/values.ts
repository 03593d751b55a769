import type { Values } from './schema.ts';

/** The settings whose default depends on other settings; in `Config` they always have a value. */
type Settled =
  | 'publicUrl'
  | 'secretKey'
  | 'codeLength'
  | 'codeAttemptsMax'
  | 'trustedProxies'
  | 'corsOrigins'
  | 'testPhoneNumbers'
  | 'allowedCountries'
  | 'fraudMode'
  | 'proofOfWork';

/** All settings, checked and frozen. Durations say their unit in their name; times are epoch milliseconds. */
export type Config = Readonly<
  Omit<Values, Settled> & { [Field in Settled]: Exclude<Values[Field], undefined> } & {
    /** `PRESET=strict`: `challenge_id` is needed, among others. */
    strict: boolean;
  }
>;
