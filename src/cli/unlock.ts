import type { Command } from 'commander';
import { writeAuditEvent } from '../audit/index.ts';
import { forgetSends } from '../codes/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import { forgetNumber } from '../defence/index.ts';
import { systemClock } from '../lib/clock.ts';
import { maskPhoneNumber, type PhoneNumber } from '../lib/phone-number.ts';
import { secureRandom } from '../lib/random.ts';
import { newCommand } from './command.ts';
import { changeDatabase } from './existing-database.ts';
import { numberIn, numberKeys } from './number.ts';
import { readSettingsToAsk } from './settings.ts';
import type { Terminal } from './terminal.ts';

export function unlockCommand(terminal: Terminal): Command {
  return newCommand('unlock', 'cli.unlock', terminal)
    .argument('<number>', terminal.say('cli.argument_number'))
    .action((text: string) => unlock(text, terminal));
}

async function unlock(text: string, terminal: Terminal): Promise<void> {
  const config = readSettingsToAsk(terminal);
  const phoneNumber = numberIn(text, config);
  await changeDatabase(config, (database) => clearNumber(database, config, phoneNumber));
  process.stdout.write(`${terminal.say('cli.unlocked', { number: maskPhoneNumber(phoneNumber) })}\n`);
}

async function clearNumber(database: Database, config: Config, phoneNumber: PhoneNumber): Promise<void> {
  const keys = numberKeys(config);
  const audit = { clock: systemClock, random: secureRandom, key: keys.audit };
  await database.transaction(async (trx) => {
    await forgetNumber(keys.defence, trx, phoneNumber);
    await forgetSends(keys.codes, trx, phoneNumber);
    writeAuditEvent(audit, trx, { kind: 'unlocked', phoneNumber });
  });
}
