import assert from 'node:assert/strict';
import { type ReadOptions, readConfig, SettingsError, type SettingsFiles } from '../src/config/index.ts';

export const now = Date.UTC(2026, 5, 1);
export const made = 'made-in-development-0123456789abcdef';
export const files: SettingsFiles = {
  read: () => {
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  },
  secret: () => `${made}\n`,
};
export const production = {
  MODE: 'production',
  SECRET_KEY: 'k'.repeat(32),
  PUBLIC_URL: 'https://id.example.org',
  ALLOW_SIMULATED_SMS: 'true',
};

export function read(environment: Record<string, string>, options: ReadOptions = {}) {
  return readConfig(environment, now, { files, ...options });
}

export function mistakesOf(environment: Record<string, string>, options: ReadOptions = {}): SettingsError {
  try {
    read(environment, options);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  return assert.fail('the settings were accepted');
}

export function variablesOf(error: SettingsError): string[] {
  return error.mistakes.map((mistake) => mistake.variable).sort();
}
