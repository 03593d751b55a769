import ipaddr from 'ipaddr.js';

/** How far traffic to and from a host can travel. */
export type Reach = 'machine' | 'private' | 'public';

/** The reach of an address or a host name. A name without a dot belongs to the local network, as in containers. */
export function reachOf(host: string): Reach {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === '' || bare.startsWith('/') || bare === 'localhost') return 'machine';
  if (!ipaddr.isValid(bare)) return bare.includes('.') ? 'public' : 'private';
  const range = ipaddr.process(bare).range();
  if (range === 'loopback') return 'machine';
  return range === 'private' || range === 'uniqueLocal' || range === 'linkLocal' ? 'private' : 'public';
}
