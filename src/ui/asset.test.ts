import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { chooseEncoding, createAsset } from './asset.ts';

test('the address of a file changes with its content, and only with it', () => {
  const one = createAsset('app.css', 'text/css', 'a{}');
  assert.match(one.address, /^\/assets\/app\.[0-9a-f]{10}\.css$/);
  assert.equal(createAsset('app.css', 'text/css', 'a{}').address, one.address);
  assert.notEqual(createAsset('app.css', 'text/css', 'b{}').address, one.address);
});

test('each encoding holds the same content', () => {
  const asset = createAsset('app.js', 'text/javascript', 'let x = 1;'.repeat(100));
  const plain = asset.body('identity').toString();
  assert.equal(gunzipSync(asset.body('gzip')).toString(), plain);
  assert.equal(brotliDecompressSync(asset.body('br')).toString(), plain);
});

test('the best encoding that the browser accepts is chosen, and none that it refuses', () => {
  for (const [header, expected] of [
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['BR', 'br'],
    ['gzip;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.0, gzip;q=0.000', 'identity'],
    ['deflate', 'identity'],
    ['brotli, xgzip', 'identity'],
  ] as const) {
    assert.equal(chooseEncoding(header), expected, header);
  }
});
