import { budget } from './sections/budget.ts';
import { codes } from './sections/codes.ts';
import { defenceLimits } from './sections/limits.ts';
import { messages } from './sections/messages.ts';
import { operation } from './sections/operation.ts';
import { pages } from './sections/pages.ts';
import { people } from './sections/people.ts';
import { service } from './sections/service.ts';
import { sessions } from './sections/sessions.ts';
import { storage } from './sections/storage.ts';
import type { Setting } from './setting.ts';

/** Every setting, by its field in the configuration. */
export const schema = {
  ...service,
  ...storage,
  ...messages,
  ...budget,
  ...codes,
  ...defenceLimits,
  ...sessions,
  ...people,
  ...pages,
  ...operation,
};

export type Schema = typeof schema;

/** The values of the environment, before the rules between settings are applied. */
export type Values = {
  -readonly [Field in keyof Schema]: Schema[Field] extends Setting<infer Value> ? Value : never;
};

/** The sections, in the order of `.env_sample` and `docs/settings.md`. */
export const sections: readonly { readonly title: string; readonly settings: readonly Setting<unknown>[] }[] =
  [
    { title: 'Service', settings: Object.values(service) },
    { title: 'Storage', settings: Object.values(storage) },
    { title: 'Messages', settings: Object.values(messages) },
    { title: 'Budget for messages', settings: Object.values(budget) },
    { title: 'Confirmation codes', settings: Object.values(codes) },
    { title: 'Limits', settings: Object.values(defenceLimits) },
    { title: 'Sessions', settings: Object.values(sessions) },
    { title: 'People', settings: Object.values(people) },
    { title: 'Pages', settings: Object.values(pages) },
    { title: 'Operation', settings: Object.values(operation) },
  ];

/** The names of all settings, without their `_FILE` forms. */
export const settingNames: readonly string[] = Object.values(schema).map((row) => row.name);
