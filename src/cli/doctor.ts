import type { Command } from 'commander';
import type { Config } from '../config/index.ts';
import { DatabaseAbsent } from '../db/index.ts';
import { systemClock } from '../lib/clock.ts';
import { newCommand } from './command.ts';
import { type DatabaseFacts, databaseFacts } from './doctor/database-facts.ts';
import { examine } from './doctor/examination.ts';
import { exitCodeOf, reportJson, reportText } from './doctor/report.ts';
import { describePlace, openToAsk, placeOfConfig } from './existing-database.ts';
import { describeFailure } from './failure.ts';
import { readSettingsToAsk } from './settings.ts';
import type { Terminal } from './terminal.ts';

export function doctorCommand(terminal: Terminal): Command {
  return newCommand('doctor', 'cli.doctor', terminal)
    .option('--json', terminal.say('cli.option_json'))
    .action(({ json = false }: { json?: boolean }) => doctor(json, terminal));
}

async function doctor(isJson: boolean, terminal: Terminal): Promise<void> {
  const config = readSettingsToAsk(terminal);
  const { facts, unreachable } = await askForFacts(config, terminal);
  const findings = examine({ config, now: systemClock.now(), database: facts });
  const database = placeOfConfig(config);
  const report = { mode: config.mode, findings, database, unreachable };
  process.stdout.write(
    isJson
      ? `${JSON.stringify(reportJson(report, terminal), null, 2)}\n`
      : `${describePlace(terminal, database)}\n\n${reportText(report, terminal)}`,
  );
  process.exitCode = exitCodeOf(report);
}

interface Asked {
  readonly facts: DatabaseFacts | undefined;
  readonly unreachable: string | undefined;
}

/** A database that does not answer is a finding; one that does not exist yet is not. */
async function askForFacts(config: Config, { say }: Terminal): Promise<Asked> {
  try {
    const database = await openToAsk(config);
    try {
      return { facts: await databaseFacts(database, config), unreachable: undefined };
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof DatabaseAbsent && config.databaseUrl === undefined) {
      return { facts: undefined, unreachable: undefined };
    }
    return { facts: undefined, unreachable: describeFailure(error, say).sentence };
  }
}
