/** Writes the pages on metrics, logs, audit and data from the code; with `--check`, says whether they are up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditPage } from './reference/audit-page.ts';
import { dataPage } from './reference/data-page.ts';
import { logsPage } from './reference/logs-page.ts';
import { metricsPage } from './reference/metrics-page.ts';

const root = join(import.meta.dirname, '..');
const pages = new Map([
  ['docs/audit.md', auditPage()],
  ['docs/data.md', await dataPage()],
  ['docs/logs.md', logsPage()],
  ['docs/metrics.md', await metricsPage()],
]);

for (const [path, text] of pages) {
  if (!process.argv.includes('--check')) {
    writeFileSync(join(root, path), text);
  } else if (readFileSync(join(root, path), 'utf8') !== text) {
    console.error(`${path} differs from the code: run npm run reference`);
    process.exitCode = 1;
  }
}
