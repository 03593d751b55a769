import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceFiles } from '../../test/source.ts';
import { logFields } from './log-fields.ts';

test('the program logs no field that is not in the table of log fields', () => {
  const program = sourceFiles('src').filter(({ isTest }) => !isTest);
  const calls = program.flatMap(({ path, code }) =>
    [...code.matchAll(/\blog(?:ger)?\.(?:debug|info|warn|error|fatal)\(\s*\{([^{}]*)\}/g)].map(
      ([, text = '']) => ({
        path,
        fields: text
          .split(',')
          .map((member) => /^\s*(\w+)/.exec(member)?.[1])
          .filter((name) => name !== undefined),
      }),
    ),
  );
  assert.ok(calls.length >= 6, `the scanner finds the calls: ${calls.length}`);
  const unknown = calls.flatMap(({ path, fields }) =>
    fields.filter((name) => !Object.hasOwn(logFields, name)).map((name) => `${path}: ${name}`),
  );
  assert.deepEqual(unknown, []);
});
