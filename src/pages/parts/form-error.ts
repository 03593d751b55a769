import { fieldSentence, Problem } from '../../http/index.ts';
import { type Locale, speech } from '../../i18n/index.ts';
import { countdown, type Html } from '../../ui/index.ts';

/** What a form could not do, as its page shows it. */
export interface Fault {
  readonly status: number;
  readonly sentence: string;
  readonly retryAfterSeconds: number | undefined;
}

const say = speech({
  retry: { en: 'You can try again in', ru: 'Повторить можно через' },
  now: { en: 'You can try again now.', ru: 'Теперь можно повторить.' },
});

/** What a use case answered: its result, or the Problem that the person can do something about. */
export type Attempt<T> =
  | { readonly value: T; readonly problem?: undefined }
  | { readonly problem: Problem; readonly value?: undefined };

/** Runs a form's work. A Problem becomes part of the same page; whoever is signed out is sent away by the error handler. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof Problem) || error.type.status === 401) throw error;
    return { problem: error };
  }
}

/** A Problem in the words of its table; what is wrong with a single field in the words for fields. */
export function faultOf({ type, errors, retryAfterSeconds }: Problem, locale: Locale): Fault {
  const code = errors?.[0]?.code;
  return {
    status: type.status,
    sentence: code === undefined ? type[locale][1] : fieldSentence(code, locale),
    retryAfterSeconds,
  };
}

/** When the form may be sent again, if that is known; its button is held back until then. */
export function retryLine(fault: Fault | undefined, locale: Locale, holds: string): Html | undefined {
  if (fault?.retryAfterSeconds === undefined) return undefined;
  const { retry, now } = say(locale);
  return countdown({ seconds: fault.retryAfterSeconds, before: retry, done: now, holds });
}
