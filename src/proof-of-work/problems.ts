import { defineProblems } from '../http/index.ts';
import { challengeView } from './solution.ts';

export const proofProblems = defineProblems({
  proof_required: {
    status: 403,
    en: [
      'Proof of work required',
      'This request needs a proof of work first.',
      'Solve the "challenge" in the answer with an ALTCHA widget or library (version 2), and send the request again with the solution in "proof". A solution works once, for five minutes. Where more work is wanted, the answer is another challenge.',
    ],
    ru: [
      'Нужно доказательство работы',
      'Сначала этому запросу нужно доказательство работы.',
      'Решите «challenge» из ответа виджетом или библиотекой ALTCHA (версии 2) и повторите запрос с решением в поле «proof». Решение действует один раз, пять минут. Если нужно больше работы, в ответе придёт новый «challenge».',
    ],
    extensions: { challenge: challengeView },
  },
});
