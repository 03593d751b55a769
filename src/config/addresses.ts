import { isIP } from 'node:net';
import { accepted, type Parser, refused } from './setting.ts';

/** An IP address or a host name, without scheme and port. */
export const hostName: Parser<string> = (text) =>
  isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text) ? accepted(text) : refused();

/** `https://example.org`: scheme, host and port, in the spelling that browsers send as `Origin`. */
export const webOrigin: Parser<string> = (text) => {
  const url = URL.parse(text);
  // The part before an @ may be a password.
  if (url === null || text.includes('@')) return refused(text.includes('@') ? '(hidden)' : undefined);
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && !/[?#]/.test(text);
  return /^https?:$/.test(url.protocol) && isBare ? accepted(url.origin) : refused();
};

/** `postgres://user:password@host:port/name`. A refused value is shown without the password. */
export const postgresUrl: Parser<string> = (text) => {
  const url = URL.parse(text);
  // A raw # would cut the password off and make its rest a fragment.
  if (url !== null && /^postgres(ql)?:$/.test(url.protocol) && text.includes('://') && !text.includes('#')) {
    return accepted(text);
  }
  return refused(withoutPassword(url, text));
};

/**
 * The address without its password, query and fragment; `(hidden)` where an unescaped character of the password
 * could have landed in the host, the port or the path.
 */
function withoutPassword(url: URL | null, text: string): string {
  if (url === null || url.hostname === '' || /[#?]/.test(text)) return '(hidden)';
  const isAmbiguous = url.pathname.includes('@') || (text.includes('@') && url.username === '');
  if (isAmbiguous) return '(hidden)';
  const user = url.username === '' ? '' : `${url.username}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}`;
}

const namedRanges = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** An address, a network such as `10.0.0.0/8`, or a name that proxy-addr (Fastify's `trustProxy`) knows. */
export const proxyRange: Parser<string> = (text) => {
  if (namedRanges.has(text)) return accepted(text);
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return refused(text);
  if (prefix === undefined) return accepted(text);
  const bits = /^[0-9]{1,3}$/.test(prefix) ? Number(prefix) : 0;
  // A prefix of 0 would trust everybody, and let everybody choose their own address.
  return bits >= 1 && bits <= (version === 4 ? 32 : 128) ? accepted(text) : refused(text);
};
