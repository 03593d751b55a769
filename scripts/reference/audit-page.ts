import { auditKinds } from '../../src/audit/event.ts';
import { refusalRules } from '../../src/defence/refusal-rules.ts';
import { table } from './table.ts';

export function auditPage(): string {
  const kinds = Object.entries(auditKinds).map(([kind, meaning]) => [`\`${kind}\``, meaning]);
  const rules = Object.entries(refusalRules).map(([rule, meaning]) => [`\`${rule}\``, meaning]);
  return `# Audit and rules

\`audit_events\` keeps what happened to accounts and sessions, and what was refused. Each event is written in the transaction
that it describes. Numbers are keyed hashes. Events are removed after \`AUDIT_DAYS\`. \`pozovi why +7…\` reads them for one
number.

## Kinds

${table(['kind', 'meaning'], kinds)}

## Rules

What refuses, as it stands in \`rule\` of an event, in the metric \`pozovi_refusals_total\` and in \`pozovi why\`. \`<n>\` is the
length of the window in seconds. \`details\` of the event holds what decided it.

${table(['rule', 'when it refuses'], rules)}

Made from the code by \`npm run reference\`.
`;
}
