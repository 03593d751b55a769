import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { darkAccent, darkCard } from './accent.ts';
import { contrastBetween, contrastMinAa } from './contrast.ts';
import { fromOklab, toOklab } from './oklab.ts';
import { formatHexColor, parseHexColor, type Rgb } from './rgb.ts';

const part = fc.integer({ min: 0, max: 255 });
const color = fc.tuple(part, part, part);

test('black stands out from white by 21, and nothing from itself', () => {
  assert.equal(contrastBetween([0, 0, 0], [255, 255, 255]).toFixed(6), '21.000000');
  assert.equal(contrastBetween([9, 99, 199], [9, 99, 199]), 1);
});

test('contrast is what the published formula gives for #767676 on white', () => {
  assert.equal(contrastBetween([0x76, 0x76, 0x76], [255, 255, 255]).toFixed(2), '4.54');
});

test('whatever the accent, its dark shade can be read on the dark pages', () => {
  fc.assert(
    fc.property(color, (accent) => {
      const shade = parseHexColor(darkAccent(accent));
      assert.ok(shade !== undefined && contrastBetween(shade, darkCard) >= contrastMinAa);
    }),
  );
});

test('a colour comes back from the perceptual space as it was', () => {
  fc.assert(
    fc.property(color, (given: Rgb) => {
      for (const [index, value] of fromOklab(toOklab(given)).entries()) {
        assert.ok(Math.abs(value - (given[index] ?? 0)) <= 1);
      }
    }),
  );
});

test('a colour in hex is read as it was written', () => {
  fc.assert(fc.property(color, (given) => assert.deepEqual(parseHexColor(formatHexColor(given)), given)));
});
