import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '../test/engines.ts';
import { nodeFlags } from '../test/process.ts';
import type { Program } from './server.ts';

const script = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every number that the bench makes up; their code is fixed, so nothing has to be read from an inbox. */
export const numbersPrefix = '+7900';
export const confirmationCode = '1234';

/** Messages take no time, and the bench's numbers get none. */
const withoutSending = {
  SIMULATED_DELAY_MS: '0',
  TEST_PHONE_NUMBERS: `${numbersPrefix}*=${confirmationCode}`,
};

/** The service as started for people, except for limits and `settings`. */
export function pozovi(
  { url, dataDir }: TestDatabase,
  settings: Readonly<Record<string, string>> = withoutSending,
): Program {
  return {
    command: () => [...nodeFlags, script('../bin/pozovi.js'), 'serve'],
    environment: (port) => ({
      PORT: String(port),
      DATA_DIR: dataDir,
      ...(url !== undefined && { DATABASE_URL: url }),
      SECRET_KEY: 'the secret key of the bench, longer than 32 bytes',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
      ...settings,
    }),
    folder: dataDir,
    readyPath: '/readyz',
  };
}

/** The bare server, on the same engine and beside the same files. */
export function bare({ url, dataDir }: TestDatabase): Program {
  return {
    command: (port) => [script('bare-server.ts'), url ?? join(dataDir, 'bare.db'), String(port)],
    environment: () => ({}),
    folder: dataDir,
    readyPath: '/',
  };
}
