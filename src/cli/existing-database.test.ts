import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../../test/engines.ts';
import { read } from '../../test/settings.ts';
import { createTexts } from '../i18n/index.ts';
import { askDatabase } from './existing-database.ts';
import { describeFailure } from './failure.ts';

const postgresql = engines.find(({ name }) => name === 'postgresql')!;
const texts = createTexts({ defaultLocale: 'en' });

test('a database that the PostgreSQL server does not have is to be created, in either language', {
  skip: postgresql.skip,
}, async (t) => {
  const place = await postgresql.createDatabase();
  t.after(() => place.remove());
  const url = new URL(place.url!);
  url.pathname = '/pozovi_test_nope';
  const { config } = read({ DATABASE_URL: url.href });
  const error = await askDatabase(config, async () => {}).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  for (const locale of texts.locales) {
    const { sentence, exitCode } = describeFailure(error, texts.in(locale));
    assert.match(sentence ?? '', /createdb pozovi_test_nope\b.*create database "pozovi_test_nope"$/);
    assert.doesNotMatch(sentence ?? '', /pozovi migrate/);
    assert.equal(exitCode, 1);
  }
});
