import type { Accounts } from '../accounts/index.ts';
import type { Codes } from '../codes/index.ts';
import type { Server } from '../http/index.ts';
import type { Messaging } from '../messaging/index.ts';
import { type PhoneChanges, phoneChangeRoutes } from '../phone-change/index.ts';
import { ownDataRoutes, type Profiles, profileRoutes } from '../profile/index.ts';
import { activateOnFirstSignIn, type Referrals, referralRoutes } from '../referrals/index.ts';
import {
  createAccessTokens,
  createSigningKeys,
  currentSigningKey,
  type Sessions,
  sessionGuard,
  sessionRoutes,
  tokenRoutes,
} from '../sessions/index.ts';
import { type SignIns, signInRoutes } from '../sign-in/index.ts';
import type { Base } from './base.ts';
import type { Defences } from './defence.ts';

/** Who people are: proving a number, signing in, inviting, and one's own data. */
export interface Identity {
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly signIns: SignIns;
  readonly phoneChanges: PhoneChanges;
  readonly referrals: Referrals;
  readonly profiles: Profiles;
}

export async function createIdentity(
  base: Base,
  messaging: Messaging,
  defences: Defences,
): Promise<Identity> {
  const { config, database, clock, random, audit, texts, key } = base;
  const { defence } = defences;
  const accounts: Accounts = { clock, random, erasedKey: key('erasedNumbers') };
  const sessions = await createSessions(base);
  const codes = createCodes(base, messaging, defences);
  const referrals: Referrals = { database, clock, accounts, defence };
  return {
    sessions,
    codes,
    referrals,
    signIns: {
      database,
      accounts,
      sessions,
      codes,
      onFirstSignIn: (trx, account, code) => activateOnFirstSignIn(referrals, trx, account, code),
    },
    phoneChanges: { database, accounts, sessions, messaging, audit, texts, codes },
    profiles: { database, clock, accounts, sessions, audit, refereePhones: config.refereePhones },
  };
}

async function createSessions({ config, database, clock, random, audit, key }: Base): Promise<Sessions> {
  const keys = createSigningKeys({
    database,
    clock,
    random,
    audit,
    sealingKey: key('signingKeys'),
    tokenTtlSeconds: config.accessTtlSeconds,
  });
  // Created now, so that a wrong SECRET_KEY stops the start.
  await currentSigningKey(keys);
  return {
    database,
    clock,
    random,
    audit,
    accessTokens: createAccessTokens({
      keys,
      clock,
      random,
      issuer: config.publicUrl,
      ttlSeconds: config.accessTtlSeconds,
    }),
    refreshKey: key('refreshTokens'),
    cookieKey: key('sessionCookies'),
    refreshGraceSeconds: config.refreshGraceSeconds,
    idleSeconds: config.refreshIdleSeconds,
    absoluteSeconds: config.refreshAbsoluteSeconds,
    recentSignInSeconds: config.freshSignInSeconds,
  };
}

function createCodes(base: Base, messaging: Messaging, { defence, proofs }: Defences): Codes {
  const { config, database, clock, random, counters, audit, texts, key } = base;
  return {
    database,
    clock,
    random,
    counters,
    messaging,
    audit,
    defence,
    proofs,
    texts,
    key: key('codes'),
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
      publicUrl: config.publicUrl,
    },
  };
}

export async function mountIdentity(server: Server, { config }: Base, identity: Identity): Promise<void> {
  const { codes, signIns, phoneChanges, referrals, profiles, sessions } = identity;
  const { defaultRegion: region, strict: needsChallengeId, refereePhones } = config;
  const authenticate = sessionGuard(sessions);
  await server.register(signInRoutes({ codes, signIns, region, needsChallengeId }));
  await server.register(phoneChangeRoutes({ phoneChanges, authenticate, region, needsChallengeId }));
  await server.register(referralRoutes({ referrals, authenticate, refereePhones }));
  await server.register(profileRoutes(profiles));
  await server.register(ownDataRoutes(profiles));
  await server.register(tokenRoutes(sessions));
  await server.register(sessionRoutes(sessions));
}
