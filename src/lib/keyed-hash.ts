import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** Kept for each key, because making one takes four times as long as the hash. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

/** HMAC-SHA-256 of `text` in base64url: 43 symbols. The bytes of `key` must never change. */
export function keyedHash(key: Uint8Array, text: string): string {
  let keyObject = keyObjects.get(key);
  if (keyObject === undefined) {
    keyObject = createSecretKey(key);
    keyObjects.set(key, keyObject);
  }
  return createHmac('sha256', keyObject).update(text).digest('base64url');
}

export function shortHash(key: Uint8Array, text: string): string {
  return keyedHash(key, text).slice(0, 22);
}
