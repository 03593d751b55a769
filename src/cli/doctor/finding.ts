import type { Config } from '../../config/index.ts';
import type { DatabaseFacts } from './store.ts';

/** One sentence in each language of the command line. */
export type Text = Readonly<Record<'en' | 'ru', string>>;

/** One thing that an operator should know about the settings. */
export interface Finding {
  /** `unsafe` fails the examination in production; a `note` is for the operator to weigh. */
  readonly level: 'unsafe' | 'note';
  /** The variable that it is about. */
  readonly setting: string;
  /** What is so, and what comes of it. Never a secret. */
  readonly what: Text;
  readonly mend: Text;
}

/** What is examined. */
export interface Subject {
  readonly config: Config;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Undefined when the database could not be asked. */
  readonly database: DatabaseFacts | undefined;
}

/** Looks at one thing; undefined when it is as it should be. */
export type Check = (subject: Subject) => Finding | undefined;

export function unsafe(setting: string, what: Text, mend: Text): Finding {
  return { level: 'unsafe', setting, what, mend };
}

export function note(setting: string, what: Text, mend: Text): Finding {
  return { level: 'note', setting, what, mend };
}
