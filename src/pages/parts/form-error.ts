import { type FieldError, Problem } from '../../http/index.ts';
import type { Say, TextKey } from '../../i18n/index.ts';
import { countdown, type Html } from '../../ui/index.ts';

/** Why a form failed, as its page shows it. */
export interface Fault {
  readonly status: number;
  readonly sentence: string;
  readonly retryAfterSeconds: number | undefined;
  /** Phone numbers that may have been meant. */
  readonly suggestions: readonly string[];
}

/** The outcome of a use case: its result, or a Problem that the page shows. */
export type Attempt<T> =
  | { readonly value: T; readonly problem?: undefined }
  | { readonly problem: Problem; readonly value?: undefined };

/** Runs a form's work and catches its Problem; 401 goes on to the error handler, which leads to the sign-in. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof Problem) || error.type.status === 401) throw error;
    return { problem: error };
  }
}

/** Sentences for people, by field and error code. All others are the API's. */
const fieldSentences: Readonly<Record<string, TextKey>> = {
  'phone_number missing': 'form.phone_number_missing',
  'phone_number wrong_value': 'form.own_phone_number',
  'code missing': 'form.code_missing',
  'code wrong_form': 'form.code_wrong_form',
  'received_codes missing': 'form.received_codes_missing',
  'received_codes wrong_form': 'form.code_wrong_form',
  'invite_code missing': 'form.invite_code_missing',
  'name too_short': 'form.name_too_short',
  'name too_long': 'form.name_too_long',
  'name wrong_form': 'form.name_wrong_form',
};

/** A Problem as a sentence for people: about its first field, or else about the whole. */
export function faultOf(problem: Problem, say: Say): Fault {
  const { type, errors, retryAfterSeconds } = problem;
  const [error] = errors ?? [];
  const suggestions = suggestionsOf(problem);
  const sentence = suggestions.length > 0 ? say('form.did_you_mean') : say(`problem.${type.code}.detail`);
  return {
    status: type.status,
    sentence: error === undefined ? sentence : fieldSentence(error, say),
    retryAfterSeconds,
    suggestions,
  };
}

function suggestionsOf({ extensions }: Problem): readonly string[] {
  const suggestions = extensions?.suggestions;
  return Array.isArray(suggestions) ? suggestions.map(String) : [];
}

function fieldSentence({ field, code, values }: FieldError, say: Say): string {
  return say(fieldSentences[`${field} ${code}`] ?? `field.${code}`, values);
}

/** When the form may be sent again, if that is known. Its button is disabled until then. */
export function retryLine(fault: Fault | undefined, say: Say, holds: string): Html | undefined {
  if (fault?.retryAfterSeconds === undefined) return undefined;
  return countdown({
    seconds: fault.retryAfterSeconds,
    say,
    waiting: 'form.retry',
    done: 'form.now',
    holds,
  });
}
