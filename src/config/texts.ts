import { errorCode, type SettingsFiles, withoutFinalNewline } from './files.ts';
import type { Mistake } from './mistakes.ts';
import type { Setting } from './setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a setting and its origin, or why there is none. */
export type SettingText =
  | { readonly kind: 'unset' }
  | { readonly kind: 'text'; readonly variable: string; readonly text: string }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

/** The text of `setting` from its variable or from the file its `_FILE` variable names. An empty variable is unset. */
export function settingText(
  setting: Setting<unknown>,
  environment: Environment,
  files: SettingsFiles,
): SettingText {
  const direct = environment[setting.name] ?? '';
  const fileVariable = `${setting.name}_FILE`;
  const path = environment[fileVariable] ?? '';
  if (direct === '' && path === '') return { kind: 'unset' };
  if (path === '') return { kind: 'text', variable: setting.name, text: tidy(setting, direct) };
  if (direct !== '') return mistake(setting.name, `${fileVariable} is set too`, 'only one of the two');

  // The path of a secret is not shown: it may be the secret itself, put there by mistake.
  const shown = setting.secret ? 'its file' : JSON.stringify(path);
  try {
    const text = tidy(setting, withoutFinalNewline(files.read(path)));
    if (text === '') return mistake(fileVariable, `${shown} is empty`, setting.expected);
    return { kind: 'text', variable: fileVariable, text };
  } catch (error) {
    return mistake(
      fileVariable,
      `${shown} cannot be read (${errorCode(error)})`,
      'the path of a readable file',
    );
  }
}

function tidy(setting: Setting<unknown>, text: string): string {
  return setting.secret ? text : text.trim();
}

function mistake(variable: string, found: string, expected: string): SettingText {
  return { kind: 'mistake', mistake: { variable, found, expected } };
}
