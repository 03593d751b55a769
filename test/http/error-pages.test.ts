import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogues } from '../../src/i18n/index.ts';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';

const [engine] = engines;

test('every problem that has texts has its page, in every language, without an empty place', async (t) => {
  const service = await startService(engine!);
  t.after(() => service.close());
  const codes = Object.keys(builtInCatalogues().get('en') ?? {}).flatMap((key) =>
    [/^problem\.(\w+)\.title$/.exec(key)?.[1]].filter((code) => code !== undefined),
  );
  assert.ok(codes.length > 20);
  for (const code of codes) {
    for (const language of service.texts.locales) {
      const answer = await fetch(`${service.url}/docs/errors/${code}`, {
        headers: { accept: 'text/html', 'accept-language': language },
      });
      const page = await answer.text();
      assert.equal(answer.status, 200, code);
      assert.doesNotMatch(page.replace(/<[^>]+>/g, ''), /[{}]|\bundefined\b/, `${code} in ${language}`);
    }
  }
});
