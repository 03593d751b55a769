import { Type } from 'typebox';
import type { Say } from '../i18n/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { SentCode } from './send-code.ts';

/** What a client is told about a code that was sent. */
export const sentCodeView = Type.Object({
  message: Type.String(),
  phone_number: Type.String(),
  challenge_id: Type.String(),
  code_length: Type.Integer(),
  expires_in: Type.Integer({ description: 'Seconds that the code works.' }),
  retry_after: Type.Integer({ description: 'Seconds after which the next code may be asked for.' }),
  channel: Type.String(),
});

export function viewSentCode(code: SentCode, to: PhoneNumber, say: Say) {
  return {
    message: say('message.code_sent'),
    phone_number: to,
    challenge_id: code.challengeId,
    code_length: code.codeLength,
    expires_in: code.expiresInSeconds,
    retry_after: code.retryAfterSeconds,
    channel: code.channel,
  };
}
