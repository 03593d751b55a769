import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export type AssetEncoding = 'br' | 'gzip' | 'identity';

/** A file that pages load. Its address changes with its content, so it may be cached forever. */
export interface Asset {
  /** Such as `app.css`. */
  readonly name: string;
  readonly type: string;
  /** Such as `/assets/app.1a2b3c4d5e.css`. */
  readonly address: string;
  body(encoding: AssetEncoding): Buffer;
}

export function createAsset(name: string, type: string, content: string | Buffer): Asset {
  const plain = Buffer.from(content);
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 10);
  // Compressed on first use, so that a process without pages does not pay for it.
  const compressed = new Map<AssetEncoding, Buffer>([['identity', plain]]);
  return {
    name,
    type,
    address: `/assets/${name.replace(/\.(?=[^.]+$)/, `.${hash}.`)}`,
    body(encoding) {
      const made =
        compressed.get(encoding) ?? (encoding === 'br' ? brotliCompressSync(plain) : gzipSync(plain));
      compressed.set(encoding, made);
      return made;
    },
  };
}

/** The best of our encodings that an `Accept-Encoding` header accepts. */
export function chooseEncoding(header: string | undefined): AssetEncoding {
  const taken = new Set<string>();
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.trim().split(/\s*;\s*/);
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) taken.add(coding);
  }
  if (taken.has('br')) return 'br';
  return taken.has('gzip') ? 'gzip' : 'identity';
}
