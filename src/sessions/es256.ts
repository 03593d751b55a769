import { type KeyObject, sign } from 'node:crypto';

const integerBytes = 32;

/**
 * Signs with ECDSA on P-256 and SHA-256, as JWS spells it (RFC 7518, 3.4): the two integers of the signature, 32 bytes
 * each. Node gives that spelling too (`dsaEncoding`), but takes twice as long for it as for its usual one, which is read here.
 */
export function signEs256(text: string, privateKey: KeyObject): Buffer {
  return fromDer(sign('sha256', Buffer.from(text), privateKey));
}

/** A DER sequence of two integers, each with its length before it (X.690, 8.3) and shorter than 128 bytes. */
function fromDer(der: Buffer): Buffer {
  const signature = Buffer.alloc(2 * integerBytes);
  let start = 2;
  for (const end of [integerBytes, 2 * integerBytes]) {
    const next = start + 2 + der.readUInt8(start + 1);
    // A byte 0 stands before an integer that would look negative, and none before a small one.
    const integer = der.subarray(Math.max(start + 2, next - integerBytes), next);
    integer.copy(signature, end - integer.length);
    start = next;
  }
  return signature;
}
