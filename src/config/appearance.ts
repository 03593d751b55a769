import { readFileSync } from 'node:fs';
import { contrastBetween, contrastMinAa, lightPaper, parseHexColor } from '../lib/accent.ts';
import { errorCode } from './files.ts';
import { accepted, type Parser, refused } from './setting.ts';

/** An image: its bytes and media type. */
export interface Image {
  readonly type: 'image/svg+xml' | 'image/png' | 'image/webp';
  readonly bytes: Buffer;
}

/** `#0a6c4f`, if text in this colour is readable on the pages (WCAG 2.2 AA). */
export const accentColor: Parser<string> = (text) => {
  const color = parseHexColor(text);
  if (color === undefined) return refused();
  const contrast = contrastBetween(color, lightPaper);
  // Rounded down, so that a refused contrast never reads 4.50.
  const figure = (Math.floor(contrast * 100) / 100).toFixed(2);
  return contrast >= contrastMinAa ? accepted(color) : refused(`${text} with a contrast of ${figure}:1`);
};

const imageBytesMax = 64 * 1024;

/** The path of a picture, which is read at the start. */
export const imageFile: Parser<Image> = (text) => {
  try {
    const bytes = readFileSync(text);
    const type = imageType(bytes);
    if (bytes.length > imageBytesMax) return refused(`${text} of ${bytes.length} bytes`);
    return type === undefined ? refused(`${text}, no such picture`) : accepted({ type, bytes });
  } catch (error) {
    return refused(`${text} (${errorCode(error)})`);
  }
};

function imageType(bytes: Buffer): Image['type'] | undefined {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'image/png';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return 'image/webp';
  return /^\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<svg[\s>]/s.test(bytes.toString('utf8', 0, 2000))
    ? 'image/svg+xml'
    : undefined;
}

/** The address of a page that the pages link to. */
export const pageAddress: Parser<string> = (text) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? accepted(url.href) : refused();
};

/** A name for people to read: 1 to 40 characters, none of them a control character. */
export const displayName: Parser<string> = (text) =>
  [...text].length <= 40 && /^[^\p{Cc}\p{Zl}\p{Zp}]+$/u.test(text) ? accepted(text) : refused();
