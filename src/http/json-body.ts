import { isUtf8 } from 'node:buffer';

const token = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/**
 * The JSON value in `bytes`, or undefined when it is not UTF-8, not JSON, names a member twice (parsers disagree on
 * which one counts: RFC 8259, 4), or holds a NUL or a lone surrogate, which no database column would give back.
 */
export function parseJsonBody(bytes: Buffer): { readonly value: unknown } | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return isUnambiguous(text) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** Walks the tokens of `text`, which must be valid JSON: only strings, brackets and commas matter. */
function isUnambiguous(text: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  let atName = false;
  for (const [part] of text.matchAll(token)) {
    if (part === '{' || part === '[') {
      open.push(part === '{' ? new Set() : undefined);
      atName = part === '{';
    } else if (part === '}' || part === ']') {
      open.pop();
      atName = false;
    } else if (part === ',') {
      atName = open.at(-1) !== undefined;
    } else {
      const string: string = part.includes('\\') ? JSON.parse(part) : part.slice(1, -1);
      if (string.includes('\0') || !string.isWellFormed()) return false;
      const names = open.at(-1);
      if (atName && names !== undefined) {
        if (names.has(string)) return false;
        names.add(string);
        atName = false;
      }
    }
  }
  return true;
}
