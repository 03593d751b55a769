import type { Brand } from '../lib/brand.ts';
import { shortHash } from '../lib/keyed-hash.ts';
import { networkOf } from '../lib/network.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';

/** A keyed hash of a request's network: IPv4 /32, IPv6 /64. Addresses themselves are not stored. */
export type Source = Brand<string, 'Source'>;

/** What the rules know of a request. */
export interface Origin {
  readonly address: string;
  /** A random id that the pages keep in a cookie; null for other clients. */
  readonly deviceId?: string | null | undefined;
}

export function sourceOf(key: DerivedKey<'numbersAndOrigins'>, { address }: Origin): Source {
  return shortHash(key, networkOf(address, { ipv4: 32, ipv6: 64 })) as Source;
}

/** The sources of the device: its network and its cookie. */
export function devicesOf(key: DerivedKey<'numbersAndOrigins'>, origin: Origin): string[] {
  const devices: string[] = [sourceOf(key, origin)];
  if (origin.deviceId) {
    devices.push(shortHash(key, `device ${origin.deviceId}`));
  }
  return devices;
}

/** Whether a request comes from the machine itself, where limits by address would only hinder development. */
export function isLoopback({ address }: Origin): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
