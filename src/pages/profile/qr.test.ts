import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from 'uqr';
import { qrCode } from './qr.ts';

test('the drawing has every dark module of the code and no other', () => {
  const text = 'https://id.example.org/i/ABC234';
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const drawn = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const svg = qrCode(text, 'the "label"').text;
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  }
  assert.deepEqual(drawn, data);
  assert.match(svg, /role="img" aria-label="the &quot;label&quot;"/);
  assert.equal(qrCode(text, 'the "label"').text, svg);
});
