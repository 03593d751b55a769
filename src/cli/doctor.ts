import { Command } from 'commander';
import type { Config } from '../config/index.ts';
import { openDatabase } from '../db/index.ts';
import { systemClock } from '../lib/clock.ts';
import { examine } from './doctor/examination.ts';
import { exitCodeOf, reportText } from './doctor/report.ts';
import { type DatabaseFacts, databaseFacts } from './doctor/store.ts';
import { settings } from './settings.ts';

/** How long a database that does not answer is waited for. */
const waitSeconds = 3;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Name every unsafe setting and how to mend it. Fails in production when there is one.')
    .action(async () => {
      const config = settings();
      const { facts, unreachable } = await askDatabase(config);
      const findings = examine({ config, now: systemClock.now(), database: facts });
      const report = { mode: config.mode, findings, unreachable };
      process.stdout.write(reportText(report, config.defaultLocale));
      process.exitCode = exitCodeOf(report);
    });
}

/** Only PostgreSQL is asked: the embedded file has nothing to say, and must not be made by looking. */
async function askDatabase({
  databaseUrl: url,
  dataDir,
  databasePrepared: preparedStatements,
}: Config): Promise<{ facts: DatabaseFacts | undefined; unreachable: string | undefined }> {
  if (url === undefined) return { facts: undefined, unreachable: undefined };
  try {
    const database = await openDatabase({ url, dataDir, preparedStatements, waitSeconds });
    try {
      return { facts: await databaseFacts(database), unreachable: undefined };
    } finally {
      await database.close();
    }
  } catch (error) {
    return { facts: undefined, unreachable: error instanceof Error ? error.message : String(error) };
  }
}
