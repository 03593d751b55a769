/** The pages' background in the light theme: the darkest surface there that has text in the accent colour. */
export const lightPaper = '#f6f7f4';

/** What WCAG 2.2 asks of text of ordinary size at level AA (1.4.3). */
export const contrastMinAa = 4.5;

/** `#rrggbb` in lower case, read from that or from `#rgb`; undefined for any other spelling. */
export function parseHexColor(text: string): string | undefined {
  const color = text.toLowerCase().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  return /^#[0-9a-f]{6}$/.test(color) ? color : undefined;
}

/** The contrast of two colours spelled `#rrggbb`, from 1 (the same) to 21 (black on white); WCAG 2.2. */
export function contrastBetween(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance (WCAG 2.2). */
function luminance(color: string): number {
  return 0.2126 * linear(color, 1) + 0.7152 * linear(color, 3) + 0.0722 * linear(color, 5);
}

function linear(color: string, start: number): number {
  const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
