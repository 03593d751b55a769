import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import { generateKeyPair } from 'jose/key/generate/keypair';
import { importJWK } from 'jose/key/import';
import type { Audit } from '../audit/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { seal, unseal } from '../lib/seal.ts';
import * as store from './signing-key-store.ts';

/** The keys that sign access tokens. The newest signs; older ones still verify until the last token they signed is over. */
export interface SigningKeys {
  /** The key that signs now. */
  signer(): Promise<SigningKey>;
  /** The public key of that id, or undefined when it is none of ours. */
  verifier(id: string): Promise<CryptoKey | undefined>;
  /** The public keys, for `/.well-known/jwks.json`. */
  publicKeys(): Promise<JWK[]>;
  /** Makes a new signer and retires the one before; returns the new key's id. */
  rotate(): Promise<string>;
}

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
}

interface LoadedKey extends SigningKey {
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly audit: Audit;
  readonly sealingKey: Uint8Array;
  /** How long a token lives; a retired key verifies for that long. */
  readonly tokenTtlSeconds: number;
}

/** Another process's rotation is seen after this long, or at once by a token that names an unknown key. */
const reloadAfterMs = 30_000;
/** Tokens with made-up key ids cause no more than one query in this time. */
const reloadForUnknownAfterMs = 1_000;
const clockSkewMs = 60_000;

export function createSigningKeys({
  database,
  clock,
  random,
  audit,
  sealingKey,
  tokenTtlSeconds,
}: Options): SigningKeys {
  let loaded: { keys: Promise<LoadedKey[]>; at: number } | undefined;

  async function open(row: store.SigningKeyRow): Promise<LoadedKey> {
    const publicJwk: JWK = JSON.parse(row.publicJwk);
    const privateJwk: JWK = JSON.parse(unsealPrivateJwk(row));
    return {
      id: row.id,
      privateKey: createPrivateKey({ key: privateJwk, format: 'jwk' }),
      publicKey: (await importJWK(publicJwk, 'ES256')) as CryptoKey,
      publicJwk,
    };
  }

  function unsealPrivateJwk(row: store.SigningKeyRow): string {
    try {
      return unseal(sealingKey, row.id, row.sealedPrivateJwk);
    } catch {
      throw new Error(
        'SECRET_KEY is not the one that this database was set up with: its signing keys do not open.',
      );
    }
  }

  async function load(): Promise<LoadedKey[]> {
    const verifiesSince = clock.now() - tokenTtlSeconds * 1000 - clockSkewMs;
    let rows = await store.list(database.read, verifiesSince);
    if (!rows.some((row) => row.retiredAt === null)) {
      const key = await makeKey();
      await database.transaction((trx) => addKey(trx, key, 1));
      rows = await store.list(database.read, verifiesSince);
    }
    return Promise.all(rows.map(open));
  }

  async function makeKey() {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const publicJwk = await exportJWK(pair.publicKey);
    const id = await calculateJwkThumbprint(publicJwk);
    return {
      id,
      publicJwk: JSON.stringify({ ...publicJwk, kid: id, alg: 'ES256', use: 'sig' }),
      sealedPrivateJwk: seal(sealingKey, id, JSON.stringify(await exportJWK(pair.privateKey)), random),
    };
  }

  async function addKey(
    trx: Transaction,
    key: Awaited<ReturnType<typeof makeKey>>,
    number: number,
  ): Promise<void> {
    await store.insert(trx, { ...key, number, createdAt: clock.now(), retiredAt: null });
  }

  function keys(maxAgeMs = reloadAfterMs): Promise<LoadedKey[]> {
    const now = clock.now();
    if (loaded === undefined || now - loaded.at >= maxAgeMs) {
      const earlier = loaded;
      const loading = { keys: load(), at: now };
      loaded = loading;
      loading.keys.catch(() => {
        if (loaded === loading) loaded = earlier;
      });
    }
    return loaded.keys;
  }

  return {
    async signer() {
      const newest = (await keys())[0];
      if (newest === undefined) throw new Error('there is no signing key');
      return newest;
    },

    async verifier(id) {
      const known = (await keys()).find((key) => key.id === id);
      return (known ?? (await keys(reloadForUnknownAfterMs)).find((key) => key.id === id))?.publicKey;
    },

    async publicKeys() {
      return (await keys()).map(({ publicJwk }) => publicJwk);
    },

    async rotate() {
      const key = await makeKey();
      await database.transaction(async (trx) => {
        const number = await store.retireAll(trx, clock.now());
        await addKey(trx, key, number + 1);
        await audit.write(trx, { kind: 'signing_key_rotated', details: { key: key.id } });
      });
      loaded = undefined;
      return key.id;
    },
  };
}
