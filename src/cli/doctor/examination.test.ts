import assert from 'node:assert/strict';
import { test } from 'node:test';
import { production as inProduction, now, read } from '../../../test/settings.ts';
import type { Config } from '../../config/index.ts';
import { createTexts } from '../../i18n/index.ts';
import type { DatabaseFacts } from './database-facts.ts';
import type { ServerFacts } from './database-facts-store.ts';
import { examine } from './examination.ts';
import { exitCodeOf, reportJson, reportText } from './report.ts';

const texts = createTexts({ defaultLocale: 'en' });
const strong = 'Vq3pX7mZk1tR9wLc5bYh8dNf2sGj4aUe';
/** Production settings without a finding. */
const safe = {
  ...inProduction,
  SECRET_KEY: strong,
  CODE_LENGTH: '6',
  TRUSTED_PROXIES: '127.0.0.1',
  DATABASE_URL: 'postgres://pozovi@localhost/pozovi',
  REFEREE_PHONES: 'masked',
};
const soundServer: ServerFacts = { hasTls: true, isDurable: true, isSuperuser: false };
const soundDatabase: DatabaseFacts = {
  server: soundServer,
  schema: { state: 'current', version: 10, wanted: 10 },
  opensWithSecretKey: true,
};

interface Case {
  readonly when: string;
  readonly settings?: Record<string, string>;
  /** Values that production refuses, and a provider that really sends. */
  readonly config?: Partial<Config>;
  readonly database?: Partial<DatabaseFacts> | 'not asked';
  readonly server?: Partial<ServerFacts>;
  /** `setting`, or `setting (note)`. */
  readonly finds: readonly string[];
}

const remote = 'postgres://pozovi:word@db.example.org/pozovi';
const cases: readonly Case[] = [
  { when: 'all is well', finds: [] },
  { when: 'codes have 4 digits', settings: { CODE_LENGTH: '4' }, finds: ['CODE_LENGTH'] },
  { when: 'codes have 5 digits', settings: { CODE_LENGTH: '5' }, finds: ['CODE_LENGTH'] },
  { when: 'the preset is strict', settings: { PRESET: 'strict', CODE_LENGTH: '' }, finds: [] },
  { when: 'the limits are off', config: { rateLimits: false }, finds: ['RATE_LIMITS'] },
  {
    when: 'a test number is live',
    settings: { TEST_PHONE_NUMBERS: '+79001234567=1234@2027-01-01' },
    finds: ['TEST_PHONE_NUMBERS'],
  },
  {
    when: 'every test number has ended',
    settings: { TEST_PHONE_NUMBERS: '+79001234567=1234@2026-01-01' },
    finds: [],
  },
  { when: 'the channel is simulated', config: { smsProviders: ['simulated'] }, finds: ['SMS_PROVIDERS'] },
  { when: 'fraud is only observed', settings: { FRAUD_MODE: 'observe' }, finds: ['FRAUD_MODE'] },
  {
    when: 'every country is sent to',
    settings: { ALLOWED_COUNTRIES: '*' },
    finds: ['ALLOWED_COUNTRIES (note)'],
  },
  { when: 'no proof of work is asked', settings: { PROOF_OF_WORK: 'off' }, finds: ['PROOF_OF_WORK (note)'] },
  { when: 'no proxy is named', settings: { TRUSTED_PROXIES: '' }, finds: ['TRUSTED_PROXIES'] },
  {
    when: 'no proxy is named on a private address',
    settings: { TRUSTED_PROXIES: '', HOST: '10.0.0.5' },
    finds: ['TRUSTED_PROXIES'],
  },
  {
    when: 'people come by plain http, without a proxy',
    settings: { TRUSTED_PROXIES: '', PUBLIC_URL: 'http://id.example.org' },
    finds: ['PUBLIC_URL'],
  },
  { when: 'the log is wordy', settings: { LOG_LEVEL: 'debug' }, finds: ['LOG_LEVEL'] },
  { when: 'numbers are shown whole', settings: { REFEREE_PHONES: 'full' }, finds: ['REFEREE_PHONES (note)'] },
  { when: 'the secret is a joke', settings: { SECRET_KEY: `changeme${strong}` }, finds: ['SECRET_KEY'] },
  { when: 'metrics listen on this machine', settings: { METRICS_PORT: '9100' }, finds: [] },
  {
    when: 'metrics listen on a private network',
    settings: { METRICS_PORT: '9100', HOST: '10.1.2.3' },
    finds: [],
  },
  {
    when: 'metrics listen everywhere',
    settings: { METRICS_PORT: '9100', HOST: '0.0.0.0' },
    finds: ['METRICS_PORT'],
  },
  {
    when: 'metrics listen everywhere and ask for a token',
    settings: { METRICS_PORT: '9100', HOST: '::', METRICS_TOKEN: strong },
    finds: [],
  },
  {
    when: 'the token of the metrics is weak',
    settings: { METRICS_TOKEN: 'a'.repeat(16) },
    finds: ['METRICS_TOKEN'],
  },
  {
    when: 'the database is embedded',
    settings: { DATABASE_URL: '' },
    database: 'not asked',
    finds: ['DATABASE_URL (note)'],
  },
  { when: 'the database is here without TLS', server: { hasTls: false }, finds: [] },
  { when: 'the database is elsewhere with TLS', settings: { DATABASE_URL: remote }, finds: [] },
  {
    when: 'the database is elsewhere without TLS',
    settings: { DATABASE_URL: remote },
    server: { hasTls: false },
    finds: ['DATABASE_URL'],
  },
  {
    when: 'the database is on a private network without TLS',
    settings: { DATABASE_URL: 'postgres://pozovi@database/pozovi' },
    server: { hasTls: false },
    finds: ['DATABASE_URL (note)'],
  },
  {
    when: 'the database cannot be asked and its address does not want TLS',
    settings: { DATABASE_URL: `${remote}?sslmode=prefer` },
    database: 'not asked',
    finds: ['DATABASE_URL'],
  },
  {
    when: 'the database cannot be asked and its address wants TLS',
    settings: { DATABASE_URL: `${remote}?sslmode=verify-full` },
    database: 'not asked',
    finds: [],
  },
  { when: 'commits are not durable', server: { isDurable: false }, finds: ['DATABASE_URL'] },
  { when: 'the role is a superuser', server: { isSuperuser: true }, finds: ['DATABASE_URL (note)'] },
  {
    when: 'the schema is older',
    database: { schema: { state: 'older', version: 9, wanted: 10 } },
    finds: ['DATABASE_URL (note)'],
  },
];

function findingsOf({ settings, config, database = {}, server = {} }: Omit<Case, 'when' | 'finds'>) {
  const base = read({ ...safe, ...settings }).config;
  return examine({
    config: { ...base, smsProviders: [], ...config },
    now,
    database:
      database === 'not asked'
        ? undefined
        : { ...soundDatabase, server: { ...soundServer, ...server }, ...database },
  });
}

for (const { when, finds, ...subject } of cases) {
  test(`when ${when}, production is warned: ${finds.join(', ') || 'nothing'}`, () => {
    const findings = findingsOf(subject);
    assert.deepEqual(
      findings.map(({ level, setting }) => (level === 'note' ? `${setting} (note)` : setting)),
      finds,
    );
    const isUnsafe = finds.some((found) => !found.endsWith('(note)'));
    assert.equal(exitCodeOf({ mode: 'production', findings, unreachable: undefined }), isUnsafe ? 1 : 0);
    assert.equal(exitCodeOf({ mode: 'development', findings, unreachable: undefined }), 0);
  });
}

const blocked: readonly [when: string, setting: string, database: Partial<DatabaseFacts>][] = [
  ['SECRET_KEY does not open the signing keys', 'SECRET_KEY', { opensWithSecretKey: false }],
  ['the schema is newer', 'DATABASE_URL', { schema: { state: 'newer', version: 11, wanted: 10 } }],
];
for (const [when, setting, database] of blocked) {
  test(`when ${when}, the doctor fails in development too: nothing would start`, () => {
    const findings = findingsOf({ database });
    assert.deepEqual(
      findings.map((finding) => finding.setting),
      [setting],
    );
    assert.equal(exitCodeOf({ mode: 'development', findings, unreachable: undefined }), 1);
  });
}

test('when the database cannot be asked, the doctor fails in development too, and does not say that nothing fails', () => {
  const findings = findingsOf({ settings: { CODE_LENGTH: '4' }, database: 'not asked' });
  const report = {
    mode: 'development' as const,
    findings,
    database: { engine: 'sqlite' as const, place: 'x' },
    unreachable: 'it is locked',
  };
  assert.equal(exitCodeOf(report), 1);
  const text = reportText(report, { say: texts.in('en'), locale: 'en' });
  assert.match(text, /could not be asked.*: it is locked$/m);
  assert.doesNotMatch(text, /nothing fails/);
});

test('unsafe settings come before notes', () => {
  const levels = findingsOf({
    settings: { DATABASE_URL: '', LOG_LEVEL: 'trace', ALLOWED_COUNTRIES: '*', CODE_LENGTH: '4' },
    database: 'not asked',
  }).map(({ level }) => level);
  assert.deepEqual(levels, ['unsafe', 'unsafe', 'note', 'note']);
});

test('development with the defaults is warned of its codes and its provider, and of none of its addresses', () => {
  const { config } = read({});
  const unsafe = examine({ config: { ...config, secretKey: Buffer.from(strong) }, now, database: undefined })
    .filter(({ level }) => level === 'unsafe')
    .map(({ setting }) => setting);
  assert.deepEqual(unsafe, ['CODE_LENGTH', 'SMS_PROVIDERS']);
});

for (const locale of texts.locales) {
  test(`every finding has its two texts in ${locale}, with every place filled in`, () => {
    const say = texts.in(locale);
    const terminal = { say, locale };
    for (const { settings, config, database, server } of cases) {
      const report = {
        mode: 'production' as const,
        findings: findingsOf({ settings, config, database, server } as Case),
        database: { engine: 'sqlite' as const, place: 'x' },
        unreachable: undefined,
      };
      for (const { problem, fix } of reportJson(report, terminal).findings) {
        assert.doesNotMatch(problem + fix, /[{}]|undefined|doctor\./);
      }
    }
  });
}

test('no finding shows a secret, a password or a code of a test number', () => {
  const secrets = { SECRET_KEY: `changeme-${strong}`, METRICS_TOKEN: 'aaaaaaaaaaaaaaab' };
  const findings = findingsOf({
    settings: { ...secrets, DATABASE_URL: remote, TEST_PHONE_NUMBERS: '+79001234567=8642@2027-01-01' },
    server: { hasTls: false },
  });
  assert.equal(findings.length, 4);
  const report = {
    mode: 'production' as const,
    findings,
    database: { engine: 'sqlite' as const, place: '' },
  };
  const terminal = { say: texts.in('en'), locale: 'en' as const };
  const text = reportText({ ...report, unreachable: undefined }, terminal);
  for (const secret of [...Object.values(secrets), ':word@', '8642']) assert.ok(!text.includes(secret));
});
