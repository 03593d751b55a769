import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, made, mistakesOf, production, read, variablesOf } from '../../test/settings.ts';
import { SettingsError } from './mistakes.ts';

test('an empty environment gives the defaults of the contract, without a warning', () => {
  const { config, warnings } = read({});
  assert.deepEqual(warnings, []);
  assert.deepEqual(
    {
      ...config,
      secretKey: config.secretKey.toString(),
    },
    {
      mode: 'development',
      host: '127.0.0.1',
      port: 8000,
      publicUrl: 'http://127.0.0.1:8000',
      dataDir: './data',
      secretKey: made,
      trustedProxies: [],
      corsOrigins: [],
      databaseUrl: undefined,
      databasePool: 10,
      databasePrepared: true,
      smsProviders: ['simulated'],
      allowSimulatedSms: false,
      simulatedDelayMs: { min: 1000, max: 2000 },
      allowedCountries: '*',
      fraudMode: 'observe',
      smsBudgetDay: undefined,
      smsBudgetDayCountries: undefined,
      smsPrices: undefined,
      smsMoneyDay: undefined,
      smsMoneyDayCountries: undefined,
      smsBudgetReservedPercent: 20,
      preset: undefined,
      strict: false,
      codeLength: 4,
      codeTtlSeconds: 300,
      codeAttemptsMax: 3,
      testPhoneNumbers: [],
      rateLimits: true,
      resendAfterSeconds: [30, 60, 120],
      liveCodesMax: 3,
      codesPerNumber: [
        { max: 3, windowSeconds: 600 },
        { max: 5, windowSeconds: 3600 },
        { max: 10, windowSeconds: 86_400 },
      ],
      sendsPerAddress: [
        { max: 10, windowSeconds: 600 },
        { max: 30, windowSeconds: 3600 },
      ],
      verifiesPerAddress: [{ max: 30, windowSeconds: 600 }],
      activationsPerAccount: [
        { max: 5, windowSeconds: 3600 },
        { max: 20, windowSeconds: 86_400 },
      ],
      activationsPerAddress: [{ max: 30, windowSeconds: 3600 }],
      proofOfWork: 'off',
      accessTtlSeconds: 900,
      refreshGraceSeconds: 30,
      refreshIdleSeconds: 30 * 86_400,
      refreshAbsoluteSeconds: 180 * 86_400,
      freshSignInSeconds: 600,
      defaultRegion: 'RU',
      defaultLocale: 'ru',
      refereePhones: 'full',
      appName: 'Pozovi',
      appLogo: undefined,
      accentColor: '#0a6c4f',
      termsUrl: undefined,
      privacyUrl: undefined,
      logLevel: 'info',
      auditDays: 365,
      metricsToken: undefined,
      metricsPort: undefined,
    },
  );
});

test('the configuration cannot be changed', () => {
  const { config } = read({ TEST_PHONE_NUMBERS: '+7900*=1234' });
  for (const part of [
    config,
    config.smsProviders,
    config.simulatedDelayMs,
    config.testPhoneNumbers,
    config.corsOrigins,
  ]) {
    assert.ok(Object.isFrozen(part));
  }
});

test('an empty variable is unset', () => {
  assert.equal(read({ PORT: '', DATABASE_URL: '', PORT_FILE: '' }).config.port, 8000);
});

test('production decides the defaults that development leaves open', () => {
  const { config } = read({ ...production, DEFAULT_REGION: 'kz' });
  assert.deepEqual(config.allowedCountries, ['KZ']);
  assert.equal(config.fraudMode, 'protect');
  assert.equal(config.proofOfWork, 'risk');
  assert.equal(config.smsBudgetDay, 10_000);
});

test('the address for people can be opened where HOST is every address', () => {
  assert.equal(read({ HOST: '0.0.0.0', PORT: '9000' }).config.publicUrl, 'http://localhost:9000');
  assert.equal(read({ HOST: '::1' }).config.publicUrl, 'http://[::1]:8000');
  assert.equal(
    read({ PUBLIC_URL: 'HTTPS://ID.Example.org:443/' }).config.publicUrl,
    'https://id.example.org',
  );
});

test('all mistakes are reported at once, with the variable, what was read and what is expected', () => {
  const wrong = {
    MODE: 'prod',
    HOST: 'http://x',
    PORT: '80 00',
    PUBLIC_URL: 'id.example.org',
    DATABASE_URL: 'mysql://localhost/x',
    DATABASE_PREPARED: 'maybe',
    SECRET_KEY: 'short',
    CODE_LENGTH: '3',
    CODE_TTL_S: '601',
    SMS_PROVIDERS: 'simulated,pigeon',
    SIMULATED_DELAY_MS: '2000-1000',
    TEST_PHONE_NUMBERS: '+7*=1234',
    ALLOWED_COUNTRIES: 'RU,XX',
    TRUSTED_PROXIES: '0.0.0.0/0',
    CORS_ORIGINS: '*',
    CODES_PER_NUMBER: '3 per minute',
    RESEND_AFTER_S: '30,,60',
    DEFAULT_REGION: 'Russia',
    DEFAULT_LOCALE: 'de',
    LOG_LEVEL: 'loud',
    METRICS_PORT: '٨٠',
  };
  const error = mistakesOf(wrong);
  assert.deepEqual(variablesOf(error), Object.keys(wrong).sort());
  const [first = ''] = error.message.split('\n');
  assert.equal(first, '21 mistakes in the settings:');
  assert.match(error.message, /^ {2}PORT: read "80 00"; expected a whole number from 0 to 65535$/m);
});

test('rules between settings are reported together with mistakes in single ones', () => {
  const error = mistakesOf({ MODE: 'production', PORT: 'x', METRICS_PORT: 'y', RATE_LIMITS: 'off' });
  assert.deepEqual(variablesOf(error), [
    'METRICS_PORT',
    'PORT',
    'PUBLIC_URL',
    'RATE_LIMITS',
    'SECRET_KEY',
    'SMS_PROVIDERS',
  ]);
});

const refusals: readonly [promise: string, variable: string, change: Record<string, string>][] = [
  ['without SECRET_KEY', 'SECRET_KEY', { SECRET_KEY: '' }],
  ['with a secret of 31 bytes', 'SECRET_KEY', { SECRET_KEY: 'k'.repeat(31) }],
  ['without PUBLIC_URL', 'PUBLIC_URL', { PUBLIC_URL: '' }],
  ['with the simulated channel', 'SMS_PROVIDERS', { ALLOW_SIMULATED_SMS: '' }],
  [
    'with an endless test number',
    'TEST_PHONE_NUMBERS',
    { TEST_PHONE_NUMBERS: '+7900*=1234,+79011234567=0000@2027-01-01' },
  ],
  ['without limits', 'RATE_LIMITS', { RATE_LIMITS: 'off' }],
];
for (const [promise, variable, change] of refusals) {
  test(`production refuses to start ${promise}`, () => {
    assert.deepEqual(variablesOf(mistakesOf({ ...production, ...change })), [variable]);
  });
}

test('production starts with what it asks for, and never makes a secret', () => {
  const secret = () => assert.fail('a secret was made');
  const { config } = read(
    { ...production, TEST_PHONE_NUMBERS: '+7900*=1234@2027-01-01' },
    { files: { ...files, secret } },
  );
  assert.equal(config.secretKey.toString(), production.SECRET_KEY);
  assert.throws(() => read({ MODE: 'production' }, { files: { ...files, secret } }), SettingsError);
});

test('no secret is made while there are mistakes', () => {
  const secret = () => assert.fail('a secret was made');
  mistakesOf({ PORT: 'x' }, { files: { ...files, secret } });
});

test('a secret that cannot be kept is a mistake in the settings', () => {
  const secret = () => {
    throw Object.assign(new Error('denied'), { code: 'EACCES' });
  };
  assert.match(
    mistakesOf({}, { files: { ...files, secret } }).message,
    /DATA_DIR: SECRET_KEY cannot be kept in ".+" \(EACCES\)/,
  );
  assert.match(
    mistakesOf({}, { files: { ...files, secret: () => '\n' } }).message,
    /secret\.key is too short/,
  );
});

test('the key is the bytes of the text, whatever it spells', () => {
  const hex = 'ab'.repeat(32);
  assert.equal(read({ SECRET_KEY: hex }).config.secretKey.toString(), hex);
  assert.equal(read({ SECRET_KEY: 'ж'.repeat(16) }).config.secretKey.length, 32);
});

test('the strict preset has codes of 6 digits with 5 attempts, longer ones if set, and refuses shorter ones', () => {
  const { config } = read({ PRESET: 'strict' });
  assert.deepEqual([config.strict, config.codeLength, config.codeAttemptsMax], [true, 6, 5]);
  assert.equal(read({ PRESET: 'strict', CODE_LENGTH: '8' }).config.codeLength, 8);
  assert.deepEqual(variablesOf(mistakesOf({ PRESET: 'strict', CODE_LENGTH: '5' })), ['CODE_LENGTH']);
});
