import type { Config } from '../../config/index.ts';
import type { TextKey, Values } from '../../i18n/index.ts';
import type { DatabaseFacts } from './database-facts.ts';

/** The stable names of findings. Each has two texts, `doctor.<id>.problem` and `doctor.<id>.fix`. */
export type FindingId =
  Extract<TextKey, `doctor.${string}.fix`> extends `doctor.${infer Id}.fix` ? Id : never;

/** A finding about the settings. */
export interface Finding {
  /** `unsafe` fails the examination in production; a `note` is for the operator to weigh. */
  readonly level: 'unsafe' | 'note';
  readonly id: FindingId;
  /** The variable that it is about. */
  readonly setting: string;
  /** The values in its texts, never a secret. A function makes a value that depends on the language. */
  readonly values: (words: Words) => Values;
}

/** A value in the reader's language. */
export interface Words {
  readonly say: (key: TextKey) => string;
  readonly formatNumber: (number: number) => string;
}

/** What is examined. */
export interface Subject {
  readonly config: Config;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Undefined when the database could not be asked, or is not there yet. */
  readonly database: DatabaseFacts | undefined;
}

/** A check; undefined when there is nothing to report. */
export type Check = (subject: Subject) => Finding | undefined;

export function unsafe(setting: string, id: FindingId, values: Finding['values'] = () => ({})): Finding {
  return { level: 'unsafe', setting, id, values };
}

export function note(setting: string, id: FindingId, values: Finding['values'] = () => ({})): Finding {
  return { level: 'note', setting, id, values };
}
