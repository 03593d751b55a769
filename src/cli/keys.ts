import { Command } from 'commander';
import { prepareDatabase } from '../app/index.ts';
import { systemClock } from '../lib/clock.ts';
import { secureRandom } from '../lib/random.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { createSigningKeys, rotateSigningKey } from '../sessions/index.ts';
import { settings } from './settings.ts';

export function keysCommand(): Command {
  const rotate = new Command('rotate')
    .description('Make a new signing key. Tokens of the old one stay valid until they are over.')
    .action(async () => {
      const config = settings();
      const database = await prepareDatabase(config);
      const keys = createSigningKeys({
        database,
        clock: systemClock,
        random: secureRandom,
        audit: {
          clock: systemClock,
          random: secureRandom,
          key: deriveKey(config.secretKey, 'auditedNumbers'),
        },
        sealingKey: deriveKey(config.secretKey, 'signingKeys'),
        tokenTtlSeconds: config.accessTtlSeconds,
      });
      process.stdout.write(`The new signing key is ${await rotateSigningKey(keys)}.\n`);
      await database.close();
    });
  return new Command('keys').description('The keys that sign access tokens.').addCommand(rotate);
}
