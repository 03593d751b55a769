import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { chosenLocale, type Locale, negotiateLocale, type Say, type Texts } from '../i18n/index.ts';
import { collectAllowedMethods } from './allowed-methods.ts';
import { checkArrivals } from './arrival.ts';
import { answerClientError } from './client-errors.ts';
import { commonHeaders } from './common-headers.ts';
import { openToOrigins } from './cross-origin.ts';
import { answerError, type Translate } from './error-handler.ts';
import { takeJsonOnly } from './json-only.ts';
import { compileValidator } from './validation.ts';

export interface ServerOptions {
  readonly publicUrl: string;
  readonly texts: Texts;
  /** Networks whose `X-Forwarded-For` is trusted, read from the right. */
  readonly trustedProxies: readonly string[];
  /** The origins whose pages may call the API from a browser. */
  readonly corsOrigins?: readonly string[];
  readonly logger: FastifyBaseLogger;
  readonly translate: Translate;
}

/** Fastify as this service sets it up. */
export type Server = FastifyInstance;
/** A feature's routes, typed by their schemas. */
export type Routes = FastifyPluginAsync<Record<never, never>, Server['server'], TypeBoxTypeProvider>;

declare module 'fastify' {
  interface FastifyRequest {
    /** The language of the answer: the one chosen on the pages, or from `Accept-Language`. */
    readonly locale: Locale;
    /** The sentences in that language. */
    readonly say: Say;
  }
  interface FastifyInstance {
    readonly texts: Texts;
  }
}

export const bodyBytesMax = 16 * 1024;
export const headersBytesMax = 16 * 1024;

/** What a request may take, how it is named, and how Fastify is to behave. */
const behaviour = {
  logController: new LogController({ disableRequestLogging: true }),
  // Every line names its request; a child logger per request would cost more than most lines.
  childLoggerFactory: (logger: FastifyBaseLogger) => logger,
  genReqId: ({ headers }: IncomingMessage) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
  },
  bodyLimit: bodyBytesMax,
  requestTimeout: 15_000,
  keepAliveTimeout: 72_000,
  http: { maxHeaderSize: headersBytesMax, headersTimeout: 10_000, requireHostHeader: false },
  // Instead of Ajv and its serializer: together a sixth of an idle process's memory.
  schemaController: {
    compilersFactory: {
      buildValidator: () => {
        throw new Error('every part of a request is checked by compileValidator');
      },
      buildSerializer: () => () => JSON.stringify,
    },
  },
  routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  return503OnClosing: false,
  forceCloseConnections: 'idle',
} as const satisfies FastifyHttpOptions<HttpServer>;

/** The server without routes: limits, JSON and its validation, errors, request ids, one log line per request. */
export function createServer(options: ServerOptions): Server {
  const { publicUrl, texts, trustedProxies, translate } = options;
  const answerBrokenBytes = answerClientError(publicUrl, texts);
  const answer = answerError({ translate, publicUrl, texts, localeOf: localeOf(texts) });
  const app: FastifyInstance = fastify({
    ...behaviour,
    loggerInstance: options.logger,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    clientErrorHandler: answerBrokenBytes,
    frameworkErrors: (error, request, reply) => {
      void answer(error, request, reply);
    },
  });
  // Node would answer these two without a body: an unknown expectation, and CONNECT.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.server.on('connect', (_request, socket) => answerBrokenBytes(new Error('not a proxy'), socket));

  app.decorateRequest('caller', null);
  decorateWithTexts(app, texts);
  app.setValidatorCompiler(compileValidator);
  app.setErrorHandler(answer);
  takeJsonOnly(app);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(commonHeaders(request.id));
    done();
  });
  const allowedMethods = collectAllowedMethods(app);
  openToOrigins(app, options.corsOrigins ?? []);
  // After CORS, so that an allowed page can read why it was refused.
  app.after(() => checkArrivals(app, allowedMethods));
  logAnswers(app);
  return app;
}

/** In which language a request is answered. */
const localeOf =
  (texts: Texts) =>
  ({ headers }: Pick<FastifyRequest, 'headers'>): Locale =>
    chosenLocale(headers.cookie, texts.locales) ??
    negotiateLocale(headers['accept-language'], texts.locales, texts.defaultLocale);

function decorateWithTexts(app: Server, texts: Texts): void {
  const localeOfRequest = localeOf(texts);
  app.decorate('texts', texts);
  app.decorateRequest('locale', {
    getter() {
      return localeOfRequest(this);
    },
  });
  app.decorateRequest('say', {
    getter() {
      return texts.in(localeOfRequest(this));
    },
  });
}

function logAnswers(app: Server): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info({
      request_id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
    done();
  });
}
