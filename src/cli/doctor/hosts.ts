import ipaddr from 'ipaddr.js';

/** How far what is said to, or heard by, a host can travel. */
export type Reach = 'machine' | 'private' | 'public';

/** The reach of an address or a host name. A name without a dot is one of the own network, as containers have them. */
export function reachOf(host: string): Reach {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === '' || bare.startsWith('/') || bare === 'localhost') return 'machine';
  if (!ipaddr.isValid(bare)) return bare.includes('.') ? 'public' : 'private';
  const range = ipaddr.process(bare).range();
  if (range === 'loopback') return 'machine';
  return range === 'private' || range === 'uniqueLocal' || range === 'linkLocal' ? 'private' : 'public';
}
