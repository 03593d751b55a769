import { type KeyObject, sign } from 'node:crypto';
import { derToJose } from 'ecdsa-sig-formatter';
import * as errors from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import type { Clock } from '../lib/clock.ts';
import { type AccountId, parseId, type SessionId } from '../lib/id.ts';
import type { Random } from '../lib/random.ts';
import { currentSigningKey, type SigningKeys, verificationKey } from './signing-keys.ts';

/** Whom an access token speaks for. */
export interface AccessClaims {
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
}

interface Options {
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly random: Random;
  /** The service's public address: issuer and audience. */
  readonly issuer: string;
  readonly ttlSeconds: number;
}

/** Access tokens: JWT of type `at+jwt` (RFC 9068), signed with ES256. */
export interface AccessTokens extends Options {
  /**
   * Genuine tokens, so that a signature is checked once and not on every call. By the end of the token: to hash the
   * whole of it on each call would cost more than the rest of the look-up.
   */
  readonly remembered: Map<string, Genuine>;
}

interface Genuine extends AccessClaims {
  readonly token: string;
  readonly keyId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

const rememberedMax = 10_000;
const rememberedByLength = 32;
/** Other texts are not decoded. */
const tokenShape = /^[\w.-]{1,2000}$/;
const type = 'at+jwt';
const algorithm = 'ES256';

export function createAccessTokens(options: Options): AccessTokens {
  return { ...options, remembered: new Map() };
}

export async function signAccessToken(
  { keys, clock, random, issuer, ttlSeconds }: AccessTokens,
  { accountId, sessionId }: AccessClaims,
): Promise<string> {
  const { id, privateKey } = await currentSigningKey(keys);
  const issuedAt = Math.floor(clock.now() / 1000);
  return signJwt(
    { alg: algorithm, kid: id, typ: type },
    {
      iss: issuer,
      aud: issuer,
      sub: accountId,
      sid: sessionId,
      iat: issuedAt,
      exp: issuedAt + ttlSeconds,
      jti: random.bytes(16).toString('base64url'),
    },
    privateKey,
  );
}

/**
 * The claims of a token that is genuine and has not expired; undefined for anything else. Its session may have ended.
 */
export async function verifyAccessToken(
  tokens: AccessTokens,
  token: string,
): Promise<AccessClaims | undefined> {
  const { keys, clock, remembered } = tokens;
  const end = token.slice(-rememberedByLength);
  const known = remembered.get(end);
  if (known !== undefined && known.token === token) {
    // Nor for longer than its key, which may have been removed early.
    if (known.expiresAt > clock.now() && (await verificationKey(keys, known.keyId)) !== undefined)
      return known;
    remembered.delete(end);
    return undefined;
  }
  if (!tokenShape.test(token) || !isCanonical(token)) return undefined;
  try {
    const claims = await readJwt(tokens, token);
    if (claims === undefined) return undefined;
    if (remembered.size >= rememberedMax) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(end, claims);
    return claims;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Checks signature, type, times and claims; throws a JOSEError when one of them is wrong. */
async function readJwt({ keys, clock, issuer }: AccessTokens, token: string): Promise<Genuine | undefined> {
  const { payload, protectedHeader } = await jwtVerify(
    token,
    async ({ kid }) => {
      const key = typeof kid === 'string' ? await verificationKey(keys, kid) : undefined;
      if (key === undefined) throw new errors.JWKSNoMatchingKey();
      return key;
    },
    {
      issuer,
      audience: issuer,
      typ: type,
      algorithms: [algorithm],
      currentDate: new Date(clock.now()),
      requiredClaims: ['sub', 'sid', 'iat', 'exp', 'jti'],
    },
  );
  const accountId = parseId('usr', textOf(payload.sub));
  const sessionId = parseId('ses', textOf(payload.sid));
  if (accountId === undefined || sessionId === undefined) return undefined;
  const expiresAt = (payload.exp ?? 0) * 1000;
  return { token, accountId, sessionId, keyId: protectedHeader.kid ?? '', expiresAt };
}

/** A claim as text: the library does not check the type of all claims. */
function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim : '';
}

/** Whether the signature is spelled canonically: base64url has spare bits, which decoders ignore. */
function isCanonical(token: string): boolean {
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

/**
 * A JWS in compact form (RFC 7515, 3.1), signed with ES256. Not by jose: WebCrypto signs on another thread, and the way
 * there and back takes twice as long as the signature.
 */
function signJwt(header: object, claims: object, privateKey: KeyObject): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  // ES256 joins the two integers of a signature (RFC 7518, 3.4) and Node gives DER. Its own `ieee-p1363` would do, but takes
  // twice as long: with it a sign-in takes a seventh more CPU.
  return `${signed}.${derToJose(sign('sha256', Buffer.from(signed), privateKey), 'ES256')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
