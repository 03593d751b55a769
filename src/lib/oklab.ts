import type { Rgb } from './rgb.ts';

/** A colour of the OKLab space (Björn Ottosson, 2020), where equal steps look equal. */
export type Oklab = readonly [lightness: number, a: number, b: number];

export function toOklab(color: Rgb): Oklab {
  const [red = 0, green = 0, blue = 0] = color.map((part) => toLinear(part / 255));
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** The nearest sRGB colour of the same lightness and hue: what no screen shows loses strength, not hue. */
export function fromOklab([lightness, a, b]: Oklab): Rgb {
  for (let strength = 1; strength > 0; strength -= 0.05) {
    const parts = toParts(lightness, a * strength, b * strength);
    if (parts.every((part) => part >= -0.001 && part <= 1.001)) return toRgb(parts);
  }
  return toRgb(toParts(lightness, 0, 0));
}

function toParts(lightness: number, a: number, b: number): readonly number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(fromLinear);
}

function toRgb(parts: readonly number[]): Rgb {
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    Math.round(Math.min(1, Math.max(0, part)) * 255),
  );
  return [red, green, blue];
}

const toLinear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const fromLinear = (part: number) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);
