import { type Check, unsafe } from './finding.ts';
import { reachOf } from './hosts.ts';

/** The process itself speaks plain HTTP, so https in its address is the work of a proxy before it. */
export const proxyNotNamed: Check = ({ config }) =>
  config.publicUrl.startsWith('https:') && config.trustedProxies.length === 0
    ? unsafe(
        'TRUSTED_PROXIES',
        {
          en: 'PUBLIC_URL is https, so a proxy stands before this process, and its address is not named: everybody comes from one address, whose limits one attacker uses up for all.',
          ru: 'PUBLIC_URL начинается с https, значит, перед процессом стоит прокси, но его адрес не указан: все приходят с одного адреса, и один злоумышленник исчерпает его лимиты за всех.',
        },
        {
          en: 'Set TRUSTED_PROXIES to the address of the proxy, such as 127.0.0.1.',
          ru: 'Укажите в TRUSTED_PROXIES адрес прокси, например 127.0.0.1.',
        },
      )
    : undefined;

export const plainHttp: Check = ({ config }) => {
  const url = new URL(config.publicUrl);
  if (url.protocol === 'https:') return undefined;
  if (config.mode === 'development' && reachOf(url.hostname) === 'machine') return undefined;
  return unsafe(
    'PUBLIC_URL',
    {
      en: 'PUBLIC_URL is http: codes and tokens can be read on their way, and browsers keep no secure cookie.',
      ru: 'PUBLIC_URL начинается с http: коды и токены видны в пути, и браузеры не хранят защищённые cookie.',
    },
    {
      en: 'Put a proxy with a certificate before it and set PUBLIC_URL to its https address.',
      ru: 'Поставьте перед сервисом прокси с сертификатом и укажите в PUBLIC_URL его https-адрес.',
    },
  );
};

export const publicMetrics: Check = ({ config }) =>
  config.metricsPort !== undefined && config.metricsToken === undefined && reachOf(config.host) === 'public'
    ? unsafe(
        'METRICS_PORT',
        {
          en: `The metrics are open to everybody who reaches port ${config.metricsPort} of ${config.host}: they tell how many sign in and which limits hold.`,
          ru: `Метрики открыты всем, кому доступен порт ${config.metricsPort} адреса ${config.host}: по ним видно, сколько людей входит и какие лимиты срабатывают.`,
        },
        {
          en: 'Set METRICS_TOKEN, or a HOST of your own network.',
          ru: 'Задайте METRICS_TOKEN или HOST из внутренней сети.',
        },
      )
    : undefined;
