import type { Counters } from './lib/counters.ts';
import type { SendCode, Verify } from './sign-in/index.ts';

/** The same sending, which counts the codes that have left. */
export function countSent(sendCode: SendCode, counters: Counters): SendCode {
  return async (...request) => {
    const sent = await sendCode(...request);
    counters.codeSent(sent.channel);
    return sent;
  };
}

/** The same check, which counts its answers. A transaction that is run again after a deadlock counts twice. */
export function countVerified(verify: Verify, counters: Counters): Verify {
  return async (trx, guess) => {
    const isRight = await verify(trx, guess);
    if (isRight) counters.codeVerified();
    else counters.guessedWrong();
    return isRight;
  };
}
