import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsOneSmsPart } from './sms-part.ts';

test('one part holds 160 septets, of which some characters take two', () => {
  assert.equal(fitsOneSmsPart('a'.repeat(160)), true);
  assert.equal(fitsOneSmsPart('a'.repeat(161)), false);
  assert.equal(fitsOneSmsPart('€'.repeat(80)), true);
  assert.equal(fitsOneSmsPart('€'.repeat(81)), false);
});

test('a text with any other character has 70 UTF-16 units', () => {
  assert.equal(fitsOneSmsPart('я'.repeat(70)), true);
  assert.equal(fitsOneSmsPart('я'.repeat(71)), false);
  assert.equal(fitsOneSmsPart(`${'a'.repeat(70)}—`), false);
  assert.equal(fitsOneSmsPart('😀'.repeat(36)), false);
});
