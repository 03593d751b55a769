import type { Brand } from '../lib/brand.ts';
import { shortHash } from '../lib/keyed-hash.ts';
import { networkOf } from '../lib/network.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';

/** A keyed hash of the network that a request comes from: IPv4 /32, IPv6 /64. Addresses themselves are not kept. */
export type Source = Brand<string, 'Source'>;

/** What of a request the rules look at. */
export interface Origin {
  readonly address: string;
  /** A random id that the person's pages keep in a cookie; null for other clients. */
  readonly deviceId?: string | null | undefined;
}

export function sourceOf(key: DerivedKey<'numbersAndOrigins'>, { address }: Origin): Source {
  return shortHash(key, networkOf(address, { ipv4: 32, ipv6: 64 })) as Source;
}

/** The names under which the device may be known: where it comes from, and its cookie. */
export function devicesOf(key: DerivedKey<'numbersAndOrigins'>, origin: Origin): string[] {
  const devices: string[] = [sourceOf(key, origin)];
  if (origin.deviceId) {
    devices.push(shortHash(key, `device ${origin.deviceId}`));
  }
  return devices;
}

/** Whether a request comes from the machine itself: a developer's own, where limits by address would be in the way. */
export function isLoopback({ address }: Origin): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
