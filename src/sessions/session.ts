import type { AccountId, SessionId } from '../lib/id.ts';

/** A sign-in on one device. Times are epoch milliseconds. */
export interface Session {
  readonly id: SessionId;
  readonly accountId: AccountId;
  readonly refreshSalt: string;
  /** The number of the refresh token that is valid now. */
  readonly refreshNumber: number;
  readonly refreshedAt: number;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly absoluteEndAt: number;
  readonly endedAt: number | null;
  readonly userAgent: string | null;
  readonly network: string;
}

/** The device that signs in, as the request describes it. */
export interface Device {
  readonly userAgent: string | null;
  /** The client's full address; only its network is stored. */
  readonly address: string;
  /** A random id that the pages keep in a cookie; other clients have none. */
  readonly deviceId?: string | null | undefined;
}
