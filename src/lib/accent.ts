import { contrastBetween, lightenUntil } from './contrast.ts';
import { formatHexColor, type Rgb } from './rgb.ts';

/** The pages' background in the light scheme: the darkest surface that has text in the accent colour there. */
export const lightPaper: Rgb = [246, 247, 244];
/** The lightest surface of the dark scheme that has text in the accent colour. */
export const darkCard: Rgb = [29, 33, 31];

/** The dark scheme can bear more than the bare minimum: large light areas glare. */
const darkContrastMin = 6;

/** How far text in `accent` stands out from the light page. */
export function accentContrast(accent: Rgb): number {
  return contrastBetween(accent, lightPaper);
}

/** The shade of `accent` that the dark scheme uses, as `#rrggbb`. */
export function darkAccent(accent: Rgb): string {
  return formatHexColor(lightenUntil(accent, darkCard, darkContrastMin));
}
