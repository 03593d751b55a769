import { hostName, proxyRange, webOrigin } from '../addresses.ts';
import { anyText, listOf, oneOf, wholeNumber } from '../parsers.ts';
import { accepted, optionalSetting, refused, setting } from '../setting.ts';

export const service = {
  mode: setting({
    name: 'MODE',
    default: 'development',
    parse: oneOf('development', 'production'),
    expected: '`development` or `production`',
    description:
      '`production` refuses to start without SECRET_KEY and PUBLIC_URL, with RATE_LIMITS=off, with the simulated provider unless ALLOW_SIMULATED_SMS=on, or with test numbers that have no end date.',
  }),
  host: setting({
    name: 'HOST',
    default: '127.0.0.1',
    parse: hostName,
    expected: 'an IP address or a host name, without a port',
    description: 'The address to listen on. 0.0.0.0 is every IPv4 address of the machine.',
  }),
  port: setting({
    name: 'PORT',
    default: '8000',
    parse: wholeNumber(0, 65_535),
    expected: 'a whole number from 0 to 65535',
    description: 'The port to listen on. 0 takes any free port.',
  }),
  publicUrl: optionalSetting({
    name: 'PUBLIC_URL',
    defaultDescription: '`http://HOST:PORT` (localhost where HOST is every address); required in production',
    parse: webOrigin,
    expected: 'an http:// or https:// address without path, user or query',
    description: 'The public address of the service: the issuer of tokens and the origin in text messages.',
    example: 'https://id.example.org',
  }),
  dataDir: setting({
    name: 'DATA_DIR',
    default: './data',
    parse: anyText(),
    expected: 'a folder',
    description: 'The folder of the embedded database and, in development, of the generated SECRET_KEY.',
  }),
  secretKey: optionalSetting({
    name: 'SECRET_KEY',
    defaultDescription: 'generated in development and kept in DATA_DIR/secret.key; required in production',
    parse: (text) => {
      const bytes = Buffer.from(text, 'utf8');
      return bytes.length >= 32 ? accepted<Buffer>(bytes) : refused();
    },
    expected: 'at least 32 bytes, such as the output of `openssl rand -hex 32`',
    description:
      'Every other key is derived from the bytes of this text. Changing it ends all sessions; how: docs/operations.md.',
    secret: true,
  }),
  trustedProxies: optionalSetting({
    name: 'TRUSTED_PROXIES',
    defaultDescription: 'none',
    parse: listOf(proxyRange),
    expected:
      'addresses, networks (such as 10.0.0.0/8, but not /0), `loopback`, `linklocal` or `uniquelocal`, separated by commas',
    description: 'The proxies whose X-Forwarded-For header is trusted. It is read from the right.',
    example: '127.0.0.1,10.0.0.0/8',
  }),
  corsOrigins: optionalSetting({
    name: 'CORS_ORIGINS',
    defaultDescription: 'none',
    parse: listOf(webOrigin),
    expected: 'origins such as https://app.example.org, separated by commas; `*` is not allowed',
    description:
      'The origins whose web pages may call `/api/` and `/.well-known/jwks.json` from a browser, with a bearer token and without cookies.',
    example: 'https://app.example.org',
  }),
};
