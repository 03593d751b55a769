import { type Check, unsafe } from './finding.ts';
import { reachOf } from './hosts.ts';

/** The process itself speaks plain HTTP, so https in PUBLIC_URL means that there is a proxy. */
export const proxyNotNamed: Check = ({ config }) =>
  config.publicUrl.startsWith('https:') && config.trustedProxies.length === 0
    ? unsafe('TRUSTED_PROXIES', 'proxy_not_named')
    : undefined;

export const plainHttp: Check = ({ config }) => {
  const url = new URL(config.publicUrl);
  if (url.protocol === 'https:') return undefined;
  if (config.mode === 'development' && reachOf(url.hostname) === 'machine') return undefined;
  return unsafe('PUBLIC_URL', 'plain_http');
};

export const publicMetrics: Check = ({ config: { metricsPort: port, metricsToken, host } }) =>
  port !== undefined && metricsToken === undefined && reachOf(host) === 'public'
    ? unsafe('METRICS_PORT', 'public_metrics', () => ({ port: String(port), host }))
    : undefined;
