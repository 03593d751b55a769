import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { Html, html } from './html.ts';

const nasty = fc.oneof(
  anyText(20),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '&lt;', '<script>', '\0', '\ud800') }),
);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** What a browser reads from `markup` in a text or between quotes. */
const read = (markup: string) =>
  markup.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');

test('a value is text wherever it stands: it opens no tag, ends no quotes, and reads as itself', () => {
  fc.assert(
    fc.property(nasty, (value) => {
      const { text } = html`${value}`;
      assert.doesNotMatch(text, /[<>"']/);
      assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|quot|#39);)/);
      assert.equal(read(text), value);
    }),
    { numRuns: 1000 },
  );
});

test('values inside lists are escaped, however deep they stand', () => {
  fc.assert(
    fc.property(fc.array(nasty), (values) => {
      const { text } = html`<ul>${values.map((value) => [html`<li>${value}</li>`, [value]])}</ul>`;
      const expected = values
        .map((value) => `<li>${html`${value}`.text}</li>${html`${value}`.text}`)
        .join('');
      assert.equal(text, `<ul>${expected}</ul>`);
    }),
  );
});

test('markup is escaped once, not twice', () => {
  fc.assert(
    fc.property(nasty, (value) => {
      const inner = html`<b title="${value}">${value}</b>`;
      assert.equal(html`${inner}`.text, inner.text);
      assert.equal(html`<p>${html`${inner}`}</p>`.text, `<p>${inner.text}</p>`);
    }),
  );
});

test('nothing is written for null, undefined and false, and numbers as they are', () => {
  assert.equal(html`a${null}b${undefined}c${false}d${0}e${[]}f`.text, 'abcd0ef');
  assert.equal(html``.text, '');
  assert.equal(new Html('<b>').text, '<b>');
});

test('an object that only looks like markup is no markup', () => {
  const pretended = JSON.parse('{"text":"<script>alert(1)</script>"}') as string;
  assert.doesNotMatch(html`${pretended}`.text, /<script>/);
});
