import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import { generateKeyPair } from 'jose/key/generate/keypair';
import { importJWK } from 'jose/key/import';
import type { Random } from '../lib/random.ts';
import { seal, unseal } from '../lib/seal.ts';
import type { SigningKeyRow } from './signing-key-store.ts';

/** A key that signs access tokens, ready to be used. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** A stored key, its private half sealed. */
export type SealedKey = Pick<SigningKeyRow, 'id' | 'publicJwk' | 'sealedPrivateJwk'>;

/** Makes a key for ES256. Its id is its thumbprint (RFC 7638). */
export async function makeSigningKey(sealingKey: Uint8Array, random: Random): Promise<SealedKey> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const id = await calculateJwkThumbprint(publicJwk);
  return {
    id,
    publicJwk: JSON.stringify({ ...publicJwk, kid: id, alg: 'ES256', use: 'sig' }),
    sealedPrivateJwk: seal(sealingKey, id, JSON.stringify(await exportJWK(pair.privateKey)), random),
  };
}

/** SECRET_KEY is not the one that the signing keys of the database were sealed with. */
export class WrongSecretKey extends Error {
  override readonly name = 'WrongSecretKey';

  constructor() {
    super('SECRET_KEY is not the one that this database was set up with: its signing keys do not open.');
  }
}

/** Opens a stored key. Throws WrongSecretKey when it was sealed with another key. */
export async function openSigningKey(sealingKey: Uint8Array, sealed: SealedKey): Promise<SigningKey> {
  const publicJwk: JWK = JSON.parse(sealed.publicJwk);
  const privateJwk: JWK = JSON.parse(unsealPrivateJwk(sealingKey, sealed));
  return {
    id: sealed.id,
    privateKey: createPrivateKey({ key: privateJwk, format: 'jwk' }),
    publicKey: (await importJWK(publicJwk, 'ES256')) as CryptoKey,
    publicJwk,
  };
}

function unsealPrivateJwk(sealingKey: Uint8Array, { id, sealedPrivateJwk }: SealedKey): string {
  try {
    return unseal(sealingKey, id, sealedPrivateJwk);
  } catch {
    throw new WrongSecretKey();
  }
}
