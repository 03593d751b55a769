import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeFailure } from './failure.ts';
import { openTerminal } from './terminal.ts';

test('--lang without a language is one sentence that lists them, and the next option is not taken for one', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pozovi-terminal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const words of [['--lang'], ['--lang='], ['doctor', '--lang'], ['doctor', '--lang', '--json']]) {
    const { terminal, failure } = openTerminal(words, folder);
    const { sentence, exitCode } = describeFailure(failure, terminal.say);
    assert.match(sentence ?? '', /^[^.«"]*--lang[^.«"]*: en, ru\.$/);
    assert.equal(exitCode, 2);
  }
});
