import type { Setting } from './setting.ts';

/** A mistake in the settings. `found` never holds a secret. */
export interface Mistake {
  /** The variable as it was set, which may end in `_FILE`. */
  readonly variable: string;
  readonly found: string;
  readonly expected: string;
}

/** All mistakes at once; the message has a line for each, and for each name that is not a setting. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[], unknownNames: readonly string[] = []) {
    const count = mistakes.length === 1 ? 'One mistake' : `${mistakes.length} mistakes`;
    const lines = mistakes.map(
      ({ variable, found, expected }) => `  ${variable}: ${found}; expected ${expected}`,
    );
    super([`${count} in the settings:`, ...lines, ...unknownNames.map((text) => `  ${text}`)].join('\n'));
    this.mistakes = mistakes;
  }
}

/** `read "…"`, shortened and with control characters escaped, or `read (hidden)`. */
export function describeFound(setting: Setting<unknown>, text: string, found?: string): string {
  const shown = found ?? (setting.secret ? '(hidden)' : text);
  if (shown.startsWith('(hidden)')) return `read ${shown}`;
  return `read ${JSON.stringify(shown.length > 100 ? `${shown.slice(0, 100)}…` : shown)}`;
}
