import type { Locale } from '../i18n/index.ts';
import type { MessageId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** A text message to one phone. */
export interface Message {
  readonly id: MessageId;
  readonly to: PhoneNumber;
  readonly purpose: string;
  readonly text: string;
  /** The confirmation code in the text, for the development inbox. Null when the message has none. */
  readonly code: string | null;
  readonly locale: Locale;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** One way to send messages. `send` throws when the provider does not accept the message. */
export interface Provider {
  readonly name: string;
  send(message: Message): Promise<void>;
}
