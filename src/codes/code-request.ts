import type { Origin } from '../defence/index.ts';
import type { Locale } from '../i18n/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Purpose } from './confirmation-code.ts';

/** A request to send a code. */
export interface CodeRequest {
  readonly to: PhoneNumber;
  readonly purpose: Purpose;
  readonly locale: Locale;
  readonly origin: Origin;
  /** The solution of a proof of work, if one was required. */
  readonly proof?: string | undefined;
  /** The last two codes that came to the number. Checked only when its limits refuse an unknown device. */
  readonly receivedCodes?: readonly string[] | undefined;
}
