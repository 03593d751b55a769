import { Problem } from '../../http/index.ts';
import type { Say } from '../../i18n/index.ts';
import { countdown, type Html } from '../../ui/index.ts';

/** What a form could not do, as its page shows it. */
export interface Fault {
  readonly status: number;
  readonly sentence: string;
  readonly retryAfterSeconds: number | undefined;
}

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
export function faultOf({ type, errors, retryAfterSeconds }: Problem, say: Say): Fault {
  const [error] = errors ?? [];
  return {
    status: type.status,
    sentence:
      error === undefined ? say(`problem.${type.code}.detail`) : say(`field.${error.code}`, error.values),
    retryAfterSeconds,
  };
}

/** When the form may be sent again, if that is known; its button is held back until then. */
export function retryLine(fault: Fault | undefined, say: Say, holds: string): Html | undefined {
  if (fault?.retryAfterSeconds === undefined) return undefined;
  return countdown({
    seconds: fault.retryAfterSeconds,
    before: say('form.retry'),
    done: say('form.now'),
    holds,
  });
}
