import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesOf } from '../../test/settings.ts';

test('no secret is ever in the error, however it is wrong', () => {
  const secrets: Record<string, string>[] = [
    { SECRET_KEY: 'hunter2' },
    { SECRET_KEY_FILE: 'hunter2' },
    { METRICS_TOKEN: 'hunter2' },
    { TEST_PHONE_NUMBERS: '+7900*=hunter2' },
    { PUBLIC_URL: 'https://me:hunter2@example.org' },
    { CORS_ORIGINS: 'https://me:hunter2@example.org' },
    { DATABASE_URL: 'mysql://me:hunter2@localhost/x' },
    { DATABASE_URL: 'mysql://me:hun@hunter2@localhost/x' },
    { DATABASE_URL: 'mysql://me:12/hunter2@localhost/x' },
    { DATABASE_URL: 'postgres://me:12#hunter2@localhost/x' },
    { DATABASE_URL: 'mysql://me:12?hunter2@localhost/x' },
    { DATABASE_URL: 'mysql://localhost/x?password=hunter2' },
    { DATABASE_URL: 'me:hunter2@localhost/x' },
    { DATABASE_URL: 'hunter2' },
  ];
  for (const environment of secrets) {
    const error = mistakesOf(environment);
    assert.doesNotMatch(`${error.stack}${JSON.stringify(error.mistakes)}`, /hunter2/);
  }
});

test('names that are not settings are shown with the mistakes, with the nearest name and without their values', () => {
  const { message, mistakes } = mistakesOf(
    { MODE: 'production', SECRET_KYE: 'hunter2', COLOUR: 'hunter2', PORT: 'x' },
    { dotenvNames: new Set(['COLOUR']) },
  );
  assert.match(message, /^ {2}`SECRET_KYE` is not a setting; did you mean SECRET_KEY\?$/m);
  assert.match(message, /^ {2}`COLOUR` in \.env is not a setting\.$/m);
  assert.match(message, /^ {2}PORT: read "x"/m);
  assert.match(message, new RegExp(`^${mistakes.length} mistakes in the settings:`));
  assert.doesNotMatch(message, /hunter2/);
});

test("DATABASE_URL's mistake shows where it points, without the password", () => {
  const { message } = mistakesOf({ DATABASE_URL: 'mysql://me:hunter2@db.example:3306/pozovi' });
  assert.match(message, /DATABASE_URL: read "mysql:\/\/me@db\.example:3306\/pozovi"; expected postgres:/);
});
