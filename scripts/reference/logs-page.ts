import { logFields } from '../../src/operations/log-fields.ts';
import { table } from './table.ts';

export function logsPage(): string {
  const rows = Object.entries(logFields).map(([name, meaning]) => [`\`${name}\``, meaning]);
  return `# Logs

One JSON line per event on standard output. Phone numbers are masked. Codes, tokens, secrets and paths are never there.
\`LOG_LEVEL\` says from which level on.

${table(['field', 'meaning'], rows)}

Made from the code by \`npm run reference\`.
`;
}
