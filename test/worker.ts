/** Takes test files from the queue of test/run.ts, one after another, until there are none left. */
import { readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'node:test';

const queue = process.env.TEST_QUEUE ?? '';
/** Not a limit for tests: it ends what would hang forever. */
const hangMs = 15 * 60_000;

for (let file = take(); file !== undefined; file = take()) {
  const path = join(import.meta.dirname, '..', file);
  await suite(file, { timeout: hangMs }, async () => {
    await import(path);
  });
}

/** The next file, which no other worker has taken. */
function take(): string | undefined {
  for (const name of readdirSync(queue).sort()) {
    const entry = join(queue, name);
    try {
      const file = readFileSync(entry, 'utf8');
      unlinkSync(entry);
      return file;
    } catch {
      // Another worker was faster.
    }
  }
  return undefined;
}
