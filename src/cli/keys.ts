import type { Command } from 'commander';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import { systemClock, toTimestamp } from '../lib/clock.ts';
import { secureRandom } from '../lib/random.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { createSigningKeys, listSigningKeys, rotateSigningKey, verifiesUntil } from '../sessions/index.ts';
import { newCommand, newGroup } from './command.ts';
import { askDatabase, changeDatabase, describePlace, placeOfConfig } from './existing-database.ts';
import { readSettingsToAsk } from './settings.ts';
import type { Terminal } from './terminal.ts';

export function keysCommand(terminal: Terminal): Command {
  return newGroup('keys', 'cli.keys', terminal, [
    newCommand('list', 'cli.keys_list', terminal).action(() => listKeys(terminal)),
    newCommand('rotate', 'cli.keys_rotate', terminal).action(() => rotateKeys(terminal)),
  ]);
}

async function listKeys(terminal: Terminal): Promise<void> {
  const { say } = terminal;
  const config = readSettingsToAsk(terminal);
  const rows = await askDatabase(config, ({ read }) => listSigningKeys(read));
  const lines = rows.map(({ id, createdAt, retiredAt }) =>
    retiredAt === null
      ? say('cli.keys_signs', { id, since: toTimestamp(createdAt) })
      : say('cli.keys_verifies', {
          id,
          until: toTimestamp(verifiesUntil(retiredAt, config.accessTtlSeconds)),
        }),
  );
  if (lines.length === 0) lines.push(say('cli.keys_none'));
  process.stdout.write(`${[describePlace(terminal, placeOfConfig(config)), ...lines].join('\n')}\n`);
}

async function rotateKeys(terminal: Terminal): Promise<void> {
  const config = readSettingsToAsk(terminal);
  const id = await changeDatabase(config, (database) => rotate(database, config));
  process.stdout.write(`${terminal.say('cli.keys_rotated', { id })}\n`);
}

function rotate(database: Database, { secretKey, accessTtlSeconds }: Config): Promise<string> {
  const [clock, random] = [systemClock, secureRandom];
  const keys = createSigningKeys({
    database,
    clock,
    random,
    audit: { clock, random, key: deriveKey(secretKey, 'auditedNumbers') },
    sealingKey: deriveKey(secretKey, 'signingKeys'),
    tokenTtlSeconds: accessTtlSeconds,
  });
  return rotateSigningKey(keys);
}
