import ipaddr from 'ipaddr.js';

/** How many leading bits of an address count. */
export interface PrefixLengths {
  readonly ipv4: number;
  readonly ipv6: number;
}

/** The network that `address` belongs to, in CIDR; an IPv4 address inside IPv6 counts as IPv4. */
export function networkOf(address: string, { ipv4, ipv6 }: PrefixLengths): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  const bits = parsed.kind() === 'ipv4' ? ipv4 : ipv6;
  const bytes = parsed.toByteArray().map((byte, index) => byte & maskByte(bits - index * 8));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}

function maskByte(bits: number): number {
  if (bits >= 8) return 0xff;
  return bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
}
