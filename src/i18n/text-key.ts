import type cli from './locales/en/cli.json';
import type doctor from './locales/en/doctor.json';
import type messages from './locales/en/messages.json';
import type pages from './locales/en/pages.json';
import type problems from './locales/en/problems.json';

/** The stable name of a sentence. English has every key; other languages may lack some. */
export type TextKey =
  | keyof typeof cli
  | keyof typeof doctor
  | keyof typeof messages
  | keyof typeof pages
  | keyof typeof problems;

/** The codes of all problems that have texts. */
export type ProblemCode =
  Extract<TextKey, `problem.${string}.title`> extends `problem.${infer Code}.title` ? Code : never;

/** What can be wrong with one field of a request. */
export type FieldErrorCode = Extract<TextKey, `field.${string}`> extends `field.${infer Code}` ? Code : never;
