import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTexts } from '../i18n/index.ts';
import { createProgress, describeTimeLeft } from './progress.ts';

function watched(isTTY: boolean) {
  let now = 0;
  const written: string[] = [];
  const progress = createProgress({ isTTY, write: (text) => written.push(text) }, { now: () => now });
  return {
    written,
    progress,
    reportAt(at: number, text: string) {
      now = at;
      progress.report(text);
    },
  };
}

test('on a terminal one line is rewritten, and removed at the end', () => {
  const { written, progress, reportAt } = watched(true);
  reportAt(50, 'too soon');
  reportAt(200, 'one');
  reportAt(250, 'too soon');
  reportAt(400, 'two');
  progress.end();
  assert.deepEqual(written, ['\r\u001b[Kone', '\r\u001b[Ktwo', '\r\u001b[K']);
});

test('elsewhere there is a line every few seconds, and none for short work', () => {
  const { written, progress, reportAt } = watched(false);
  reportAt(2000, 'too soon');
  reportAt(3000, 'one');
  reportAt(5000, 'too soon');
  reportAt(6500, 'two');
  progress.end();
  assert.deepEqual(written, ['one\n', 'two\n']);
});

test('the remaining time follows from the share that is done', () => {
  const say = createTexts({ defaultLocale: 'en' }).in('en');
  assert.equal(describeTimeLeft(say, 10_000, { done: 25, total: 100 }), ', about 30s left');
  assert.equal(describeTimeLeft(say, 60_000, { done: 1, total: 91 }), ', about 1h30m left');
  assert.equal(describeTimeLeft(say, 500, { done: 25, total: 100 }), '');
  assert.equal(describeTimeLeft(say, 10_000, { done: 0, total: 100 }), '');
});
