import type { FastifyBaseLogger } from 'fastify';
import { type Accounts, findAccountByPhoneNumber } from '../accounts/index.ts';
import type { Audit } from '../audit/index.ts';
import { type Codes, signInProblems, successesSince } from '../codes/index.ts';
import type { Config } from '../config/index.ts';
import { type Database, DatabaseUnavailable } from '../db/index.ts';
import { createDefence, defenceProblems, strictDisabledFromScore } from '../defence/index.ts';
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
import type { Clock } from '../lib/clock.ts';
import { noCounters } from '../lib/counters.ts';
import type { Random } from '../lib/random.ts';
import { deriveKey, type KeyName } from '../lib/secret-keys.ts';
import { createMessaging, inboxRoutes, type Provider, simulatedProvider } from '../messaging/index.ts';
import { countedDatabase, createMetrics, healthRoutes, metricsRoutes } from '../operations/index.ts';
import { pageProblems, pageRoutes } from '../pages/index.ts';
import { type PhoneChanges, phoneChangeRoutes } from '../phone-change/index.ts';
import { ownDataRoutes, type Profiles, profileRoutes } from '../profile/index.ts';
import { createProofs, proofProblems } from '../proof-of-work/index.ts';
import { collectOpenApi, type OpenApi, referenceRoutes } from '../reference/index.ts';
import {
  activateOnFirstSignIn,
  type Referrals,
  referralProblems,
  referralRoutes,
} from '../referrals/index.ts';
import {
  createAccessTokens,
  createSigningKeys,
  currentSigningKey,
  type Sessions,
  sessionGuard,
  sessionProblems,
  sessionRoutes,
  tokenRoutes,
} from '../sessions/index.ts';
import { type OnFirstSignIn, type SignIns, signInRoutes } from '../sign-in/index.ts';
import { brandingOf } from './branding.ts';
import { budgetOf } from './budget.ts';
import { textsOf } from './texts.ts';

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: FastifyBaseLogger;
  /** Who sends messages; by default the simulated channel. */
  readonly provider?: Provider;
}

export interface App {
  readonly server: Server;
  /** The server of METRICS_PORT, when it is set. */
  readonly metricsServer: Server | undefined;
  readonly drain: Drain;
  /** The OpenAPI document, once the server is ready. */
  readonly openApi: OpenApi;
}

const problems = [
  httpProblems,
  defenceProblems,
  proofProblems,
  signInProblems,
  referralProblems,
  sessionProblems,
  pageProblems,
].flatMap((table) => Object.values(table));

/** After the database was away, a client may try again this soon. */
const databaseRetrySeconds = 2;

/** The whole service, ready to listen: builds each feature and mounts its routes. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock, random, logger } = options;
  const { publicUrl, defaultRegion: region, refereePhones } = config;
  const key = <Name extends KeyName>(name: Name) => deriveKey(config.secretKey, name);

  // Without a reader nothing is counted.
  const isRead = config.metricsToken !== undefined || config.metricsPort !== undefined;
  const metrics = isRead ? await createMetrics() : undefined;
  const counters = metrics?.counters ?? noCounters;
  const database = metrics ? countedDatabase(options.database, counters) : options.database;

  const texts = textsOf(config);
  const serverOptions: ServerOptions = {
    publicUrl,
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
  const app = createServer(serverOptions);
  metrics?.observe(app);
  const drain = createDrain(app);
  const openApi = collectOpenApi(app, publicUrl);
  serveAssets(app, brandingOf(config));

  const provider = options.provider ?? simulatedProvider(config.simulatedDelayMs, clock, random);
  const keepsTexts = config.mode === 'development';
  const messaging = createMessaging({ database, clock, random, provider, keepsTexts });

  const audit: Audit = { clock, random, key: key('auditedNumbers') };
  const accounts: Accounts = { clock, random, erasedKey: key('erasedNumbers') };

  const { accessTtlSeconds, refreshGraceSeconds } = config;
  const sealingKey = key('signingKeys');
  const keys = createSigningKeys({
    ...{ database, clock, random, audit, sealingKey },
    tokenTtlSeconds: accessTtlSeconds,
  });
  await currentSigningKey(keys);
  const accessTokens = createAccessTokens({
    keys,
    clock,
    random,
    issuer: publicUrl,
    ttlSeconds: accessTtlSeconds,
  });
  const sessions: Sessions = {
    ...{ database, clock, random, accessTokens, audit, refreshGraceSeconds },
    refreshKey: key('refreshTokens'),
    cookieKey: key('sessionCookies'),
    idleSeconds: config.refreshIdleSeconds,
    absoluteSeconds: config.refreshAbsoluteSeconds,
    recentSignInSeconds: config.freshSignInSeconds,
  };
  const authenticate = sessionGuard(sessions);

  const defence = createDefence({
    ...{ database, audit, clock, random, counters, successesSince },
    key: key('numbersAndOrigins'),
    rules: {
      rateLimits: config.rateLimits,
      sendsPerAddress: config.sendsPerAddress,
      verifiesPerAddress: config.verifiesPerAddress,
      activationsPerAccount: config.activationsPerAccount,
      activationsPerAddress: config.activationsPerAddress,
      fraudMode: config.fraudMode,
      homeCountry: region,
      budget: budgetOf(config),
      // A developer's own machine is one address for everybody whom the developer plays.
      limitsLoopback: config.mode === 'production',
      disabledFromScore: config.strict ? strictDisabledFromScore : undefined,
    },
    isKnownNumber: async (trx, phoneNumber) =>
      (await findAccountByPhoneNumber(trx, phoneNumber)) !== undefined,
  });
  const proofs = createProofs({ clock, random, key: key('proofs') });
  const codes: Codes = {
    ...{ database, clock, random, counters, messaging, audit, defence, proofs, texts, key: key('codes') },
    rules: {
      codeLength: config.codeLength,
      codeTtlSeconds: config.codeTtlSeconds,
      attemptsMax: config.codeAttemptsMax,
      liveCodesMax: config.liveCodesMax,
      resendAfterSeconds: config.resendAfterSeconds,
      codesPerNumber: config.codesPerNumber,
      proofOfWork: config.proofOfWork,
      allowedCountries: config.allowedCountries,
      testPhoneNumbers: config.testPhoneNumbers,
      publicUrl,
    },
  };
  const referrals: Referrals = { database, clock, accounts, defence };
  const onFirstSignIn: OnFirstSignIn = (trx, account, code) =>
    activateOnFirstSignIn(referrals, trx, account, code);
  const signIns: SignIns = { database, accounts, sessions, codes, onFirstSignIn };
  const phoneChanges: PhoneChanges = { database, accounts, sessions, messaging, audit, texts, codes };
  const needsChallengeId = config.strict;

  await app.register(signInRoutes({ codes, signIns, region, needsChallengeId }));
  await app.register(phoneChangeRoutes({ phoneChanges, authenticate, region, needsChallengeId }));
  await app.register(referralRoutes({ referrals, authenticate, refereePhones }));
  const profiles: Profiles = { database, clock, accounts, sessions, audit, refereePhones };
  await app.register(profileRoutes(profiles));
  await app.register(ownDataRoutes(profiles));
  await app.register(tokenRoutes(sessions));
  await app.register(sessionRoutes(sessions));
  await app.register(
    pageRoutes({
      ...{ database, clock, random, referrals, sessions, profiles },
      ...{ codes, signIns, phoneChanges, publicUrl, region, refereePhones, needsChallengeId },
      stateKey: key('pageState'),
      isProduction: config.mode === 'production',
    }),
  );
  await app.register(healthRoutes({ database, drain }));
  await app.register(referenceRoutes({ problems, openApi }));
  if (config.mode === 'development') await app.register(inboxRoutes({ database, clock, region }));
  let metricsServer: Server | undefined;
  if (metrics !== undefined) {
    const routes = metricsRoutes({ metrics, token: config.metricsToken });
    if (config.metricsToken !== undefined) await app.register(routes);
    if (config.metricsPort !== undefined) {
      metricsServer = createServer(serverOptions);
      await metricsServer.register(routes);
    }
  }
  return { server: app, metricsServer, drain, openApi };
}
