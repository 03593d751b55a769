import type { Origin } from '../defence/index.ts';
import type { Locale } from '../i18n/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Purpose } from './confirmation-code.ts';

/** Who wants a code sent where, and what for. */
export interface CodeRequest {
  readonly to: PhoneNumber;
  readonly purpose: Purpose;
  readonly locale: Locale;
  readonly origin: Origin;
  /** The solution of a proof of work, when one was asked for. */
  readonly proof?: string | undefined;
  /** The last two codes that came to the number; looked at only when its limits refuse it to an unknown device. */
  readonly receivedCodes?: readonly string[] | undefined;
}
