import type { Counter, Registry } from 'prom-client';
import type { Server } from '../http/index.ts';
import type { Counters } from '../lib/counters.ts';

/** The service's Prometheus metrics. */
export interface Metrics {
  readonly counters: Counters;
  /** Measures every request to `app`. Must be called before its routes are added. */
  observe(app: Server): void;
  /** All of it, in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Seconds, from a profile to a sending that takes two seconds. */
const bucketsSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Starts counting. The library is loaded here, so that a service without metrics does not load it. */
export async function createMetrics(): Promise<Metrics> {
  const { default: prometheus } = await import('prom-client');
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  const requests = new prometheus.Histogram({
    name: 'pozovi_http_request_duration_seconds',
    help: 'Request durations by route pattern, method and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketsSeconds,
    registers: [registry],
  });
  return {
    counters: createCounters(prometheus, registry),
    observe(app) {
      app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
        // The pattern, not the path: paths hold ids and are unlimited in number.
        requests.observe(
          { method, route: routeOptions.url ?? 'none', status: statusCode },
          elapsedTime / 1000,
        );
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function createCounters(prometheus: typeof import('prom-client'), registry: Registry): Counters {
  const counter = <Label extends string = never>(name: string, help: string, ...labelNames: Label[]) =>
    new prometheus.Counter({ name: `pozovi_${name}_total`, help, labelNames, registers: [registry] });
  const sent: Counter<'channel'> = counter('codes_sent', 'Codes that have left, by channel.', 'channel');
  const verified = counter('codes_verified', 'Codes that were right.');
  const wrong = counter('wrong_guesses', 'Attempts whose code was wrong, expired or never sent.');
  const refusals: Counter<'rule'> = counter('refusals', 'What rules and limits refused, by rule.', 'rule');
  const transactions: Counter<'outcome'> = counter(
    'database_transactions',
    'Transactions, by outcome. A refusal rolls back too; only `unavailable` is an error.',
    'outcome',
  );
  const unavailable = counter('database_unavailable', 'Requests that were answered database_unavailable.');
  for (const outcome of ['committed', 'rolled_back', 'unavailable']) transactions.inc({ outcome }, 0);
  return {
    codeSent: (channel) => sent.inc({ channel }),
    codeVerified: () => verified.inc(),
    codeRejected: () => wrong.inc(),
    refused: (rule) => refusals.inc({ rule }),
    transactionEnded: (outcome) => transactions.inc({ outcome }),
    databaseUnavailable: () => unavailable.inc(),
  };
}
