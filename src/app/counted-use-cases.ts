import type { SendCode, Verify } from '../codes/index.ts';
import { Refusal } from '../defence/index.ts';
import { Problem } from '../http/index.ts';
import type { Counters } from '../lib/counters.ts';

/** The same sending, which counts the codes that have left, and the refusals that no defence has counted. */
export function countSent(sendCode: SendCode, counters: Counters): SendCode {
  return async (request) => {
    try {
      const sent = await sendCode(request);
      counters.codeSent(sent.channel);
      return sent;
    } catch (error) {
      if (isPlainRefusal(error)) counters.refused(error.type.code);
      throw error;
    }
  };
}

function isPlainRefusal(error: unknown): error is Problem {
  if (!(error instanceof Problem) || error instanceof Refusal) return false;
  return error.type.status === 403 || error.type.status === 429;
}

/** The same check, which counts its answers. A transaction that is run again counts twice. */
export function countVerified(verify: Verify, counters: Counters): Verify {
  return async (trx, tally, guess) => {
    const isRight = await verify(trx, tally, guess);
    if (isRight) counters.codeVerified();
    else counters.guessedWrong();
    return isRight;
  };
}
