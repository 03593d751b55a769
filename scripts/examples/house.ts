/** Services of one database at one time, called without a network, whose answers are written down. */
import { Duplex } from 'node:stream';
import { pino } from 'pino';
import { type App, createApp } from '../../src/app/app.ts';
import { type Environment, readConfig } from '../../src/config/index.ts';
import type { Database } from '../../src/db/index.ts';
import type { Provider } from '../../src/messaging/index.ts';
import { plain } from './plain.ts';
import { type StoppedClock, seededRandom, stoppedClock } from './seeded.ts';

export interface Call {
  readonly body?: unknown;
  readonly token?: string;
  /** The client's address. */
  readonly from?: string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a recorder reads whatever the answer holds, and fails when it is not there
  readonly body: any;
}

export interface Service {
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** Sends a code to the number and reads it in the development inbox. */
  codeFor(phoneNumber: string, from?: string): Promise<Sent>;
  /** Signs in and returns the access token. */
  signIn(phoneNumber: string, from?: string): Promise<string>;
  /** What is answered to bytes that are no request, after `code`, an error of Node's HTTP parser. */
  clientError(code: string): Promise<Answer>;
  /** Tells the service to stop; it answers `/readyz` until it has. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface Sent {
  readonly code: string;
  readonly challenge_id: string;
}

interface Others {
  readonly database?: Database;
  readonly provider?: Provider;
}

export type House = ReturnType<typeof openHouse>;

const begin = Date.UTC(2026, 0, 31, 12);

/** The common clock, and a way to open services with settings of their own. */
export function openHouse(database: Database, dataDir: string) {
  const clock = stoppedClock(begin);
  const random = seededRandom('examples');
  const logger = pino({ level: 'silent' });
  const common = {
    DATA_DIR: dataDir,
    SECRET_KEY: 'signs nothing that leaves this process',
    SIMULATED_DELAY_MS: '0',
    DEFAULT_LOCALE: 'en',
  };

  async function open(settings: Environment = {}, others: Others = {}): Promise<Service> {
    const { config } = readConfig({ ...common, ...settings }, clock.now());
    const app = await createApp({ config, database, clock, random, logger, ...others });
    await app.server.ready();
    return serviceOf(app, clock);
  }
  return { clock, database, open };
}

const defaultAddress = '203.0.113.7';

/** Each call takes a second, so that what came later is newer. */
function serviceOf({ server, drain }: App, clock: StoppedClock): Service {
  async function call(method: string, path: string, { body, token, from, headers }: Call = {}) {
    clock.advance(1);
    const response = await server.inject({
      method: method as 'GET',
      url: path,
      remoteAddress: from ?? defaultAddress,
      headers: {
        'accept-language': 'en',
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.statusCode, body: response.body === '' ? undefined : response.json() };
  }

  async function codeFor(phoneNumber: string, from?: string): Promise<Sent> {
    const sent = await call('POST', '/api/send-code/', {
      body: { phone_number: phoneNumber },
      ...(from !== undefined && { from }),
    });
    expect(sent, 200);
    const inbox = await call('GET', `/api/dev/messages/?limit=1&to=${encodeURIComponent(phoneNumber)}`);
    return { code: inbox.body.data[0].code, challenge_id: sent.body.challenge_id };
  }

  return {
    call,
    codeFor,

    async signIn(phoneNumber, from) {
      const { code } = await codeFor(phoneNumber, from);
      const body = { phone_number: phoneNumber, confirmation_code: code };
      const signedIn = await call('POST', '/api/verify-phone/', {
        body,
        ...(from !== undefined && { from }),
      });
      return expect(signedIn, 200).body.token;
    },

    async clientError(code) {
      const text = await new Promise<string>((resolve) => {
        const write = (bytes: Buffer) => resolve(String(bytes));
        const socket = new Duplex({ read() {}, write });
        server.server.emit('clientError', Object.assign(new Error(code), { code }), socket);
      });
      return {
        status: Number(text.split(' ', 2)[1]),
        body: JSON.parse(text.slice(text.indexOf('\r\n\r\n'))),
      };
    },

    drain: () => drain.close(0),
    close: () => server.close(),
  };
}

/** The answer, which must have this status. */
export function expect(answer: Answer, status: number): Answer {
  if (answer.status !== status) {
    throw new Error(`an example was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer;
}

/** Example exchanges by operation and name, and an example answer for each problem. */
export interface ExampleRecord {
  exchange(operationId: string, name: string, body: unknown, answer: Answer): void;
  problem(code: string, answer: Answer): void;
  toString(): string;
}

export function openRecord(): ExampleRecord {
  const operations: { [operationId: string]: { [name: string]: object } } = {};
  const problems: { [code: string]: unknown } = {};
  return {
    exchange(operationId, name, request, answer) {
      const body = expect(answer, answer.body === undefined ? 204 : 200).body;
      operations[operationId] ??= {};
      operations[operationId][name] = {
        ...(request !== undefined && { request: plain(request) }),
        ...(body !== undefined && { answer: plain(body) }),
      };
    },
    problem(code, answer) {
      if (answer.body.code !== code)
        throw new Error(`${code} was to be shown, but came: ${JSON.stringify(answer)}`);
      problems[code] = plain(answer.body);
    },
    toString: () => `${JSON.stringify({ operations, problems }, null, 2)}\n`,
  };
}
