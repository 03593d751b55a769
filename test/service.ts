import assert from 'node:assert/strict';
import { pino } from 'pino';
import { createApp } from '../src/app/app.ts';
import { type Config, type Environment, readConfig } from '../src/config/index.ts';
import { type Database, openDatabase } from '../src/db/index.ts';
import type { Texts } from '../src/i18n/index.ts';
import { type Random, secureRandom } from '../src/lib/random.ts';
import type { Provider } from '../src/messaging/index.ts';
import { type Caller, callerAt } from './call.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { declaredOnly } from './declared.ts';
import type { Engine } from './engines.ts';

export type { Answer, Call } from './call.ts';

export interface SignedIn {
  readonly phoneNumber: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly inviteCode: string;
  readonly id: string;
}

/** The whole service on a port of its own, with a database of its own, called over HTTP as a user would. */
export interface Service {
  readonly url: string;
  readonly config: Config;
  readonly database: Database;
  readonly clock: TestClock;
  readonly call: Caller;
  readonly texts: Texts;
  /** Sends a code and reads it in the development inbox. */
  codeFor(phoneNumber: string): Promise<{ code: string; challengeId: string }>;
  signIn(phoneNumber: string, more?: Record<string, unknown>): Promise<SignedIn>;
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly settings?: Environment;
  readonly clock?: TestClock;
  readonly random?: Random;
  readonly provider?: Provider;
}

/** The backlog of the program. */
const backlogMax = 4096;

export async function startService(engine: Engine, options: ServiceOptions = {}): Promise<Service> {
  const { clock = createTestClock(), random = secureRandom, provider } = options;
  const place = await engine.createMigrated();
  const { config } = readConfig(
    {
      SECRET_KEY: 'a secret key of a test, longer than 32 bytes',
      SIMULATED_DELAY_MS: '0',
      DATA_DIR: place.dataDir,
      LOG_LEVEL: 'fatal',
      ...options.settings,
    },
    clock.now(),
  );
  const database = await openDatabase({ url: place.url, dataDir: place.dataDir });

  async function listen() {
    const logger = pino({ level: config.logLevel });
    const app = await createApp({ config, database, clock, random, logger, ...(provider && { provider }) });
    const url = await app.server.listen({ host: '127.0.0.1', port: 0, backlog: backlogMax });
    return { server: app.server, url, call: declaredOnly(callerAt(url), await app.openApi()) };
  }
  const { server, url, call } = await listen().catch(async (error) => {
    // Open connections would keep the test's process alive, which looks like a hang.
    await database.close();
    await place.remove();
    throw error;
  });

  async function codeFor(phoneNumber: string) {
    const sent = await call('POST', '/api/send-code/', { body: { phone_number: phoneNumber } });
    assert.equal(sent.status, 200, sent.text);
    const inbox = await call('GET', `/api/dev/messages/?wait=10&to=${encodeURIComponent(phoneNumber)}`);
    return { code: String(inbox.body.data[0].code), challengeId: String(sent.body.challenge_id) };
  }

  return {
    url,
    config,
    database,
    clock,
    call,
    texts: server.texts,
    codeFor,

    async signIn(phoneNumber, more = {}) {
      const { code } = await codeFor(phoneNumber);
      const body = { phone_number: phoneNumber, confirmation_code: code, ...more };
      const verified = await call('POST', '/api/verify-phone/', { body });
      assert.equal(verified.status, 200, verified.text);
      const { token, refresh_token: refreshToken } = verified.body;
      const profile = await call('GET', '/api/profile/', { token });
      return { phoneNumber, token, refreshToken, inviteCode: profile.body.invite_code, id: profile.body.id };
    },

    async close() {
      // Otherwise the close would wait for requests that a failed test left behind.
      server.server.closeAllConnections();
      await server.close();
      await database.close();
      await place.remove();
    },
  };
}
