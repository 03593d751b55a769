import { encode } from 'uqr';
import { type Html, html } from '../../ui/index.ts';

const keptMax = 500;
const kept = new Map<string, { readonly size: number; readonly path: string }>();

/** A QR code that holds `text`, as a picture named `label`. Phones want a light frame around it: the stylesheet's. */
export function qrCode(text: string, label: string): Html {
  const { size, path } = drawing(text);
  return html`<svg viewBox="-1 -1 ${size + 2} ${size + 2}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="currentColor" d="${path}"/></svg>`;
}

/** Kept, because finding the best mask takes a millisecond or more, and people reload their profile. */
function drawing(text: string): { readonly size: number; readonly path: string } {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const made = { size, path: data.map((row, y) => runs(row, y)).join('') };
  if (kept.size >= keptMax) kept.delete(kept.keys().next().value ?? '');
  kept.set(text, made);
  return made;
}

/** One rectangle for each run of dark modules in a row. */
function runs(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    path += `M${start} ${y}h${x - start + 1}v1h${start - x - 1}z`;
  }
  return path;
}
