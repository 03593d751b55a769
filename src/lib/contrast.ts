import { fromOklab, toOklab } from './oklab.ts';
import type { Rgb } from './rgb.ts';

/** What WCAG 2.2 asks of text of ordinary size at level AA (1.4.3). */
export const contrastMinAa = 4.5;

/** How far two colours stand out from each other, from 1 (not at all) to 21 (black on white); WCAG 2.2. */
export function contrastBetween(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** `color` made lighter, its hue kept, by as little as it takes to stand out from `background` by `contrastMin`. */
export function lightenUntil(color: Rgb, background: Rgb, contrastMin: number): Rgb {
  const [start, a, b] = toOklab(color);
  for (let lightness = start; lightness < 1; lightness += 0.01) {
    const lighter = fromOklab([lightness, a, b]);
    if (contrastBetween(lighter, background) >= contrastMin) return lighter;
  }
  return [255, 255, 255];
}

/** Relative luminance (WCAG 2.2). */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
