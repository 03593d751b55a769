import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';

/** A forged token, and how it was forged. */
export interface Forgery {
  readonly how: string;
  readonly token: string;
}

export interface Parts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

export function partsOf(token: string): Parts {
  const [header, payload] = token.split('.');
  return { header: decode(header), payload: decode(payload) };
}

/** Without any signature, under every spelling of "none", with the old signature and with none. */
export function unsigned(token: string): Forgery[] {
  const { header, payload } = partsOf(token);
  const signature = token.split('.')[2] ?? '';
  return ['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg) =>
    ['', signature].map((kept) => ({
      how: `alg "${alg}", ${kept === '' ? 'no' : 'the old'} signature`,
      token: `${encode({ ...header, alg })}.${encode(payload)}.${kept}`,
    })),
  );
}

/** Signed by HMAC with the public key, in every form. */
export function signedByPublicKey(token: string, publicJwk: JsonWebKey): Forgery[] {
  const { header, payload } = partsOf(token);
  const key = createPublicKey({ key: publicJwk, format: 'jwk' });
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  const secrets: Record<string, string | Buffer> = {
    PEM: pem,
    'PEM without its last newline': pem.trimEnd(),
    DER: key.export({ type: 'spki', format: 'der' }),
    JWK: JSON.stringify(publicJwk),
    'x coordinate': Buffer.from(publicJwk.x ?? '', 'base64url'),
    'key id': String(header.kid),
    nothing: '',
  };
  return ['256', '384', '512'].flatMap((bits) =>
    Object.entries(secrets).map(([name, secret]) => {
      const signed = `${encode({ ...header, alg: `HS${bits}` })}.${encode(payload)}`;
      const mac = createHmac(`sha${bits}`, secret).update(signed).digest('base64url');
      return { how: `HS${bits} with the ${name} as the secret`, token: `${signed}.${mac}` };
    }),
  );
}

const signers = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: () => generateKeyPairSync('ed25519'),
} as const;

function signWith(alg: keyof typeof signers, key: KeyObject, signed: string): string {
  const hash = alg === 'EdDSA' ? null : alg === 'ES384' ? 'sha384' : 'sha256';
  return sign(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** Signed correctly with the attacker's own key, naming it in every possible way. */
export function signedByOwnKey(token: string): Forgery[] {
  const { header, payload } = partsOf(token);
  const pair = signers.ES256();
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const address = 'http://127.0.0.1:9/keys.json';
  const headers: Record<string, object> = {
    'the genuine kid': header,
    'its own kid': { ...header, kid: 'attacker' },
    'no kid': { alg: header.alg, typ: header.typ },
    'an empty kid': { ...header, kid: '' },
    'a number as kid': { ...header, kid: 0 },
    'a list as kid': { ...header, kid: [header.kid] },
    'an object as kid': { ...header, kid: { toString: header.kid } },
    'a path as kid': { ...header, kid: '../../../../dev/null' },
    'SQL as kid': { ...header, kid: "' or '1'='1" },
    '"__proto__" as kid': { ...header, kid: '__proto__' },
    'its key in jwk': { ...header, jwk },
    'its key in jwk, under its kid': { ...header, kid: 'attacker', jwk },
    'its keys behind jku': { ...header, kid: 'attacker', jku: address },
    'its keys behind jku, under the genuine kid': { ...header, jku: address },
    'its certificate behind x5u': { ...header, x5u: address },
    'a certificate in x5c': { ...header, x5c: ['MIIB'] },
  };
  const es256 = Object.entries(headers).map(([name, own]) => {
    const signed = `${encode(own)}.${encode(payload)}`;
    return {
      how: `ES256 with its own key and ${name}`,
      token: `${signed}.${signWith('ES256', pair.privateKey, signed)}`,
    };
  });
  const others = (['ES384', 'RS256', 'EdDSA'] as const).map((alg) => {
    const signed = `${encode({ ...header, alg })}.${encode(payload)}`;
    return {
      how: `${alg} with its own key`,
      token: `${signed}.${signWith(alg, signers[alg]().privateKey, signed)}`,
    };
  });
  return [...es256, ...others];
}

/** Malformed tokens, or two tokens in one. */
export function misshapen(token: string, other: string): Forgery[] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const [, otherPayload = '', otherSignature = ''] = other.split('.');
  const shapes: Record<string, string> = {
    nothing: '.',
    'only dots': '..',
    'no signature': `${header}.${payload}`,
    'an empty signature': `${header}.${payload}.`,
    'no payload': `${header}..${signature}`,
    'no header': `.${payload}.${signature}`,
    'a fourth part': `${token}.${signature}`,
    'five parts': `${token}.${payload}.${signature}`,
    'a signature cut by one': token.slice(0, -1),
    'half a signature': `${header}.${payload}.${signature.slice(0, 43)}`,
    'a longer signature': `${token}A`,
    'its signature twice': `${token}${signature}`,
    'a signature of zeros': `${header}.${payload}.${'A'.repeat(86)}`,
    padding: `${token}==`,
    'another order': `${payload}.${header}.${signature}`,
    'small letters': token.toLowerCase(),
    'capital letters': token.toUpperCase(),
    "another account's payload": `${header}.${otherPayload}.${signature}`,
    "another account's signature": `${header}.${payload}.${otherSignature}`,
    'the JSON form': JSON.stringify({ protected: header, payload, signature }),
    'a token twice': `${token}${token}`,
    'the prefix twice': `Bearer ${token}`,
  };
  return Object.entries(shapes).map(([name, shaped]) => ({ how: name, token: shaped }));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** One character changed: at every place to the next symbol, and at the end of each part to every other symbol. */
export function oneCharacterChanged(token: string): Forgery[] {
  const forgeries: Forgery[] = [];
  for (const [place, symbol] of [...token].entries()) {
    if (symbol === '.') continue;
    const isLast = place === token.length - 1 || token[place + 1] === '.';
    const at = alphabet.indexOf(symbol);
    const changes = isLast ? alphabet.replace(symbol, '') : alphabet.charAt((at + 1) % alphabet.length);
    for (const change of changes) {
      const changed = token.slice(0, place) + change + token.slice(place + 1);
      forgeries.push({ how: `character ${place} of ${token.length} changed to ${change}`, token: changed });
    }
  }
  return forgeries;
}
