import { Type } from 'typebox';
import { idView, messageView, phoneNumberView, secondsView } from '../http/index.ts';
import type { Say } from '../i18n/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { SentCode } from './send-code.ts';

/** A sent code, in an answer. */
export const sentCodeView = Type.Object(
  {
    message: messageView(),
    phone_number: phoneNumberView(),
    challenge_id: idView('chl'),
    code_length: Type.Integer({ minimum: 4, maximum: 10, description: 'The number of digits of the code.' }),
    expires_in: secondsView('Seconds until the code expires.'),
    retry_after: secondsView('Seconds to wait before another code can be sent to this number.'),
    channel: Type.String({
      description: 'The channel through which the code was sent.',
      examples: ['simulated'],
    }),
  },
  { title: 'SentCode', description: 'A code that was sent. The code itself is in the message only.' },
);

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
