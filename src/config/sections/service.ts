import { hostName, proxyRange, webOrigin } from '../addresses.ts';
import { anyText, listOf, oneOf, wholeNumber } from '../parsers.ts';
import { accepted, optionalSetting, refused, setting } from '../setting.ts';

export const service = {
  mode: setting({
    name: 'MODE',
    standard: 'development',
    parse: oneOf('development', 'production'),
    expected: '`development` or `production`',
    meaning:
      '`production` refuses to start without SECRET_KEY and PUBLIC_URL, with RATE_LIMITS=off, with the simulated channel unless ALLOW_SIMULATED_SMS=true, or with test numbers that have no end date.',
  }),
  host: setting({
    name: 'HOST',
    standard: '127.0.0.1',
    parse: hostName,
    expected: 'an IP address or a host name, without port',
    meaning: 'The address it listens on. 0.0.0.0 is every IPv4 address of the machine.',
  }),
  port: setting({
    name: 'PORT',
    standard: '8000',
    parse: wholeNumber(0, 65_535),
    expected: 'a whole number from 0 to 65535',
    meaning: 'The port it listens on. 0 takes any free one.',
  }),
  publicUrl: optionalSetting({
    name: 'PUBLIC_URL',
    whenUnset: '`http://HOST:PORT` (localhost where HOST is every address); needed in production',
    parse: webOrigin,
    expected: 'http:// or https:// and a host, without path, user or query',
    meaning: 'Its address for people. Also the issuer of tokens and the origin in text messages.',
    example: 'https://id.example.org',
  }),
  dataDir: setting({
    name: 'DATA_DIR',
    standard: './data',
    parse: anyText(),
    expected: 'a folder',
    meaning: 'The folder of the embedded database and, in development, of the generated secret.',
  }),
  secretKey: optionalSetting({
    name: 'SECRET_KEY',
    whenUnset: 'made in development and kept in DATA_DIR/secret.key; needed in production',
    parse: (text) => {
      const bytes = Buffer.from(text, 'utf8');
      return bytes.length >= 32 ? accepted<Buffer>(bytes) : refused();
    },
    expected: 'a text of 32 bytes or more, such as `openssl rand -hex 32` prints',
    meaning: 'Every other key is derived from the bytes of this text. Whoever changes it ends all sessions.',
    secret: true,
  }),
  trustedProxies: optionalSetting({
    name: 'TRUSTED_PROXIES',
    whenUnset: 'none',
    parse: listOf(proxyRange),
    expected:
      'addresses, networks (10.0.0.0/8; not /0), `loopback`, `linklocal` or `uniquelocal`, with commas',
    meaning: 'The proxies whose X-Forwarded-For is believed. It is read from the right.',
    example: '127.0.0.1,10.0.0.0/8',
  }),
  corsOrigins: optionalSetting({
    name: 'CORS_ORIGINS',
    whenUnset: 'none',
    parse: listOf(webOrigin),
    expected: 'origins such as https://app.example.org, with commas; `*` is not taken',
    meaning:
      'The origins whose web pages may call `/api/` and `/.well-known/jwks.json` from a browser, with a bearer token and without cookies.',
    example: 'https://app.example.org',
  }),
};
