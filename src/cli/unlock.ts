import { Command } from 'commander';
import { writeAuditEvent } from '../audit/index.ts';
import { forgetSends } from '../codes/index.ts';
import { forgetNumber } from '../defence/index.ts';
import { systemClock } from '../lib/clock.ts';
import { maskPhoneNumber } from '../lib/phone-number.ts';
import { secureRandom } from '../lib/random.ts';
import { withNumber } from './number.ts';

export function unlockCommand(): Command {
  return new Command('unlock')
    .description('Take back all that counts against a phone number. What was refused stays written down.')
    .argument('<number>', 'a phone number, such as +79991234567')
    .action((number: string) =>
      withNumber(number, async ({ database, phoneNumber, keys }) => {
        const audit = { clock: systemClock, random: secureRandom, key: keys.audit };
        await database.transaction(async (trx) => {
          await forgetNumber(keys.defence, trx, phoneNumber);
          await forgetSends(keys.codes, trx, phoneNumber);
          writeAuditEvent(audit, trx, { kind: 'unlocked', phoneNumber });
        });
        process.stdout.write(`${maskPhoneNumber(phoneNumber)}: nothing counts against it any more.\n`);
      }),
    );
}
