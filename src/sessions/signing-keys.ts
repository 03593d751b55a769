import type { CryptoKey, JWK } from 'jose';
import { type Audit, writeAuditEvent } from '../audit/index.ts';
import type { Database } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { makeSigningKey, openSigningKey, type SigningKey } from './signing-key.ts';
import * as store from './signing-key-store.ts';

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly audit: Audit;
  /** The key of purpose `signing-keys`. */
  readonly sealingKey: Uint8Array;
  /** How long a token lives; a retired key verifies for that long. */
  readonly tokenTtlSeconds: number;
}

/**
 * The keys that sign access tokens. The newest signs; older ones still verify until the last token that they signed has
 * expired.
 */
export interface SigningKeys extends Options {
  readonly cache: CacheState;
}

/** The keys as last read, newest first. */
interface CacheState {
  loaded: { readonly keys: Promise<SigningKey[]>; readonly at: number } | undefined;
}

/** The delay until another process's rotation is noticed; a token that names an unknown key shows it at once. */
const reloadAfterMs = 30_000;
/** Tokens with made-up key ids cause at most one query in this time. */
const reloadForUnknownAfterMs = 1_000;
const clockSkewMs = 60_000;

export function createSigningKeys(options: Options): SigningKeys {
  return { ...options, cache: { loaded: undefined } };
}

/** Until when a key that was retired at that time verifies tokens (epoch milliseconds). */
export function verifiesUntil(retiredAt: number, tokenTtlSeconds: number): number {
  return retiredAt + tokenTtlSeconds * 1000 + clockSkewMs;
}

/** The key that signs now; made when there is none. */
export async function currentSigningKey(keys: SigningKeys): Promise<SigningKey> {
  const [newest] = await cachedKeys(keys, reloadAfterMs);
  if (newest === undefined) throw new Error('there is no signing key');
  return newest;
}

/** The public key of that id; undefined if there is none. */
export async function verificationKey(keys: SigningKeys, id: string): Promise<CryptoKey | undefined> {
  const hasId = (key: SigningKey) => key.id === id;
  const known = (await cachedKeys(keys, reloadAfterMs)).find(hasId);
  return (known ?? (await cachedKeys(keys, reloadForUnknownAfterMs)).find(hasId))?.publicKey;
}

/** The public keys, for `/.well-known/jwks.json`. */
export async function publicSigningKeys(keys: SigningKeys): Promise<JWK[]> {
  return (await cachedKeys(keys, reloadAfterMs)).map(({ publicJwk }) => publicJwk);
}

/** Makes a new signing key, retires the previous one, and returns the new key's id. */
export async function rotateSigningKey(keys: SigningKeys): Promise<string> {
  const { database, clock, random, audit, sealingKey, cache } = keys;
  const key = await makeSigningKey(sealingKey, random);
  await database.transaction(async (trx) => {
    const number = await store.retireAll(trx, clock.now());
    await store.insert(trx, { ...key, number: number + 1, createdAt: clock.now(), retiredAt: null });
    writeAuditEvent(audit, trx, { kind: 'signing_key_rotated', details: { key: key.id } });
  });
  cache.loaded = undefined;
  return key.id;
}

/** The keys, at most `maxAgeMs` old. Concurrent calls share one query. */
function cachedKeys(keys: SigningKeys, maxAgeMs: number): Promise<SigningKey[]> {
  const { cache } = keys;
  const now = keys.clock.now();
  const earlier = cache.loaded;
  if (earlier !== undefined && now - earlier.at < maxAgeMs) return earlier.keys;
  const loading = { keys: loadKeys(keys), at: now };
  cache.loaded = loading;
  loading.keys.catch(() => {
    if (cache.loaded === loading) cache.loaded = earlier;
  });
  return loading.keys;
}

async function loadKeys({
  database,
  clock,
  random,
  sealingKey,
  tokenTtlSeconds,
}: SigningKeys): Promise<SigningKey[]> {
  const verifiesSince = clock.now() - tokenTtlSeconds * 1000 - clockSkewMs;
  let rows = await store.list(database.read, verifiesSince);
  if (!rows.some((row) => row.retiredAt === null)) {
    const first = await makeSigningKey(sealingKey, random);
    await database.transaction((trx) =>
      store.insert(trx, { ...first, number: 1, createdAt: clock.now(), retiredAt: null }),
    );
    rows = await store.list(database.read, verifiesSince);
  }
  return Promise.all(rows.map((row) => openSigningKey(sealingKey, row)));
}
