import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrastBetween, parseHexColor } from './accent.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('the contrast of black and white is 21, of a colour with itself 1, whatever the order', () => {
  assert.equal(contrastBetween('#000000', '#ffffff').toFixed(6), '21.000000');
  fc.assert(fc.property(color, (one) => assert.equal(contrastBetween(one, one), 1)));
  fc.assert(
    fc.property(color, color, (one, other) =>
      assert.equal(contrastBetween(one, other), contrastBetween(other, one)),
    ),
  );
});

test('contrast is what the published formula gives for #767676 on white', () => {
  assert.equal(contrastBetween('#767676', '#ffffff').toFixed(2), '4.54');
});

test('a colour in hex is read in either case, short or long, and nothing else is', () => {
  fc.assert(fc.property(color, (one) => assert.equal(parseHexColor(one.toUpperCase()), one)));
  assert.equal(parseHexColor('#0Af'), '#00aaff');
  for (const text of ['', '#', '#12', '#1234', '#12345', '#12345g', '#gg0', ' #123456', '#123456\n', 'red'])
    assert.equal(parseHexColor(text), undefined);
});
