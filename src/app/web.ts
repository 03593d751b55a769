import type { FastifyBaseLogger } from 'fastify';
import { codeProblems } from '../codes/index.ts';
import type { Config } from '../config/index.ts';
import { DatabaseUnavailable } from '../db/index.ts';
import { defenceProblems } from '../defence/index.ts';
import {
  createDrain,
  createServer,
  type Drain,
  httpProblems,
  Problem,
  type Server,
  type ServerOptions,
  serveAssets,
} from '../http/index.ts';
import { pageProblems, pageRoutes } from '../pages/index.ts';
import { proofProblems } from '../proof-of-work/index.ts';
import { collectOpenApi, type OpenApi, referenceRoutes } from '../reference/index.ts';
import { referralProblems } from '../referrals/index.ts';
import { sessionProblems } from '../sessions/index.ts';
import type { Branding } from '../ui/index.ts';
import type { Base } from './base.ts';
import type { Identity } from './identity.ts';

/** The server and what describes its routes. */
export interface Web {
  readonly server: Server;
  readonly drain: Drain;
  readonly openApi: OpenApi;
}

const problems = [
  httpProblems,
  defenceProblems,
  proofProblems,
  codeProblems,
  referralProblems,
  sessionProblems,
  pageProblems,
].flatMap((table) => Object.values(table));

/** `Retry-After` when the database is unavailable. */
const databaseRetrySeconds = 2;

/** How every server of this process answers. */
export function serverOptions({ config, texts, counters }: Base, logger: FastifyBaseLogger): ServerOptions {
  return {
    publicUrl: config.publicUrl,
    texts,
    trustedProxies: config.trustedProxies,
    corsOrigins: config.corsOrigins,
    logger,
    translate: (error) => {
      if (!(error instanceof DatabaseUnavailable)) return undefined;
      logger.warn({ err: error }, 'the database is unavailable');
      counters.databaseUnavailable();
      return new Problem(httpProblems.database_unavailable, { retryAfterSeconds: databaseRetrySeconds });
    },
  };
}

/** The server before its routes. `observe` is called first, to see every one of them. */
export function createWeb({ config }: Base, options: ServerOptions, observe?: (server: Server) => void): Web {
  const server = createServer(options);
  observe?.(server);
  const drain = createDrain(server);
  const openApi = collectOpenApi(server, config.publicUrl);
  serveAssets(server, brandingOf(config));
  return { server, drain, openApi };
}

function brandingOf({ appName, appLogo, accentColor, termsUrl, privacyUrl }: Config): Branding {
  return { name: appName, logo: appLogo, accent: accentColor, termsUrl, privacyUrl };
}

/** The pages for people. */
export async function mountPages(server: Server, base: Base, identity: Identity): Promise<void> {
  const { config, database, clock, random, key } = base;
  const { sessions, codes, signIns, phoneChanges, referrals, profiles } = identity;
  await server.register(
    pageRoutes({
      database,
      clock,
      random,
      sessions,
      codes,
      signIns,
      phoneChanges,
      referrals,
      profiles,
      stateKey: key('pageState'),
      publicUrl: config.publicUrl,
      region: config.defaultRegion,
      refereePhones: config.refereePhones,
      isProduction: config.mode === 'production',
      needsChallengeId: config.strict,
    }),
  );
}

/** The API reference and the pages that explain problems. */
export async function mountReference({ server, openApi }: Web): Promise<void> {
  await server.register(referenceRoutes({ problems, openApi }));
}
