import type { Command } from 'commander';
import { listAuditEvents } from '../audit/index.ts';
import { reportOnSending } from '../codes/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import { reportOnNumber } from '../defence/index.ts';
import { systemClock } from '../lib/clock.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { newCommand } from './command.ts';
import { askDatabase, describePlace, placeOfConfig } from './existing-database.ts';
import { numberIn, numberKeys } from './number.ts';
import { readSettingsToAsk } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { type NumberFindings, whyJson } from './why-json.ts';
import { whyText } from './why-text.ts';

const eventsRead = 200;
const refusalsShown = 10;

export function whyCommand(terminal: Terminal): Command {
  const { say } = terminal;
  return newCommand('why', 'cli.why', terminal)
    .argument('<number>', say('cli.argument_number'))
    .option('--json', say('cli.option_json'))
    .action((text: string, { json = false }: { json?: boolean }) => why(text, json, terminal));
}

async function why(text: string, isJson: boolean, terminal: Terminal): Promise<void> {
  const config = readSettingsToAsk(terminal);
  const phoneNumber = numberIn(text, config);
  const findings = await askDatabase(config, (database) => lookUp(database, config, phoneNumber));
  const place = placeOfConfig(config);
  process.stdout.write(
    isJson
      ? `${JSON.stringify(whyJson(findings, place, terminal.say), null, 2)}\n`
      : `${describePlace(terminal, place)}\n\n${whyText(findings, terminal.say)}`,
  );
}

async function lookUp({ read }: Database, config: Config, phoneNumber: PhoneNumber): Promise<NumberFindings> {
  const now = systemClock.now();
  const keys = numberKeys(config);
  const events = await listAuditEvents({ key: keys.audit }, read, { phoneNumber, limit: eventsRead });
  return {
    phoneNumber,
    now,
    defences: await reportOnNumber({ key: keys.defence, now }, read, phoneNumber),
    sending: await reportOnSending(
      { key: keys.codes, sendLimits: config, attemptsMax: config.codeAttemptsMax, now },
      read,
      phoneNumber,
    ),
    refusals: events
      .filter(({ kind }) => kind === 'refused' || kind === 'would_refuse' || kind === 'let_through')
      .slice(0, refusalsShown),
  };
}
