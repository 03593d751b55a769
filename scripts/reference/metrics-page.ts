import { createMetrics } from '../../src/operations/metrics.ts';
import { table } from './table.ts';

export async function metricsPage(): Promise<string> {
  const { text } = await createMetrics();
  const rows = [...(await text()).matchAll(/^# HELP (pozovi_\S+) (.*)\n# TYPE \S+ (\S+)$/gm)].map(
    ([, name = '', help = '', type = '']) => [`\`${name}\``, type, help],
  );
  return `# Metrics

\`/metrics\` speaks the text format of Prometheus: with the bearer token \`METRICS_TOKEN\`, or on a port of its own,
\`METRICS_PORT\`. Without either, nothing is counted. No label names a person. Beside these there are prom-client's default
metrics of a Node process: memory, event loop, garbage collection.

${table(['metric', 'type', 'meaning'], rows)}

## What to watch

- **Sign-ins work**: \`rate(pozovi_codes_verified_total[5m])\` beside \`rate(pozovi_codes_sent_total[5m])\`. Codes that leave and
  are never entered are lost messages, or somebody who pumps them.
- **Somebody attacks**: \`rate(pozovi_refusals_total[5m])\` by \`rule\`, and \`rate(pozovi_wrong_guesses_total[5m])\`. The
  [rules](audit.md) say what each means.
- **The database is away**: \`rate(pozovi_database_unavailable_total[1m]) > 0\`.
- **It is slow**: \`histogram_quantile(0.99, sum by (le, route) (rate(pozovi_http_request_duration_seconds_bucket[5m])))\`.

Made from the code by \`npm run reference\`.
`;
}
