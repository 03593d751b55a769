import type { Say } from '../i18n/index.ts';
import { exitCodes } from './failure.ts';

/**
 * Ends the process with one sentence when standard output cannot be written, such as on a full disk. A reader that has
 * left, as `head` does, is ignored: the process ends with its own exit code.
 */
export function watchOutput(say: Say): void {
  process.stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`${say('cli.output_failed', { code })}\n`);
    process.exit(exitCodes.failed);
  });
  // Nothing is left to say it on.
  process.stderr.on('error', () => {});
}
