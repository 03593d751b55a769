import { Command } from 'commander';
import { listAuditEvents } from '../audit/index.ts';
import { reportOnSending } from '../codes/index.ts';
import { reportOnNumber } from '../defence/index.ts';
import { systemClock } from '../lib/clock.ts';
import { withNumber } from './number.ts';
import { explain } from './why-text.ts';

const refusalsShown = 10;

export function whyCommand(): Command {
  return new Command('why')
    .description('Tell why a phone number was refused, and what counts against it now.')
    .argument('<number>', 'a phone number, such as +79991234567')
    .action((number: string) =>
      withNumber(number, async ({ config, database, phoneNumber, keys }) => {
        const now = systemClock.now();
        const events = await listAuditEvents({ key: keys.audit }, database.read, { phoneNumber, limit: 200 });
        const text = explain(
          {
            now,
            defences: await reportOnNumber({ key: keys.defence, now }, database.read, phoneNumber),
            sending: await reportOnSending(
              { key: keys.codes, sendLimits: config, attemptsMax: config.codeAttemptsMax, now },
              database.read,
              phoneNumber,
            ),
            refusals: events
              .filter(({ kind }) => kind === 'refused' || kind === 'would_refuse' || kind === 'let_through')
              .slice(0, refusalsShown),
          },
          config.defaultLocale,
        );
        process.stdout.write(text);
      }),
    );
}
