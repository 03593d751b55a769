import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../src/config/index.ts';
import { engines } from '../engines.ts';
import { startProgram } from '../process.ts';

const [sqlite] = engines;
const programPath = fileURLToPath(new URL('../../bin/pozovi.js', import.meta.url));

async function run(t: TestContext, words: readonly string[], settings: Environment = {}) {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  const program = startProgram(words, dataDir, settings);
  const { code } = await program.ended;
  return { code, output: program.output(), files: await readdir(dataDir) };
}

test('--version prints the version and nothing else', async (t) => {
  const { code, output } = await run(t, ['--version']);
  assert.equal(code, 0);
  assert.match(output, /^\d+\.\d+\.\d+$/);
});

const mistakes: readonly [words: readonly string[], sentence: RegExp][] = [
  [['serv'], /^Unknown command: serv\. Did you mean serve\? See: pozovi --help$/],
  [['help', 'serv'], /^Unknown command: serv\. Did you mean serve\? See: pozovi --help$/],
  [['keys', 'rotat'], /^Unknown command: rotat\. Did you mean rotate\? See: pozovi --help$/],
  [['doctor', '--jsn'], /^Unknown option: --jsn\. Did you mean --json\? See: pozovi --help$/],
  [['--prot', '1'], /^Unknown option: --prot\. See: pozovi --help$/],
  [['why'], /^An argument is missing: number\. See: pozovi --help$/],
  [['doctor', 'me'], /^Too many arguments for doctor\. See: pozovi --help$/],
  [
    ['why', '12'],
    /^"12" is not a valid phone number\. Write it with the country code, such as \+79991234567\.$/,
  ],
  [['doctor', '--lang', 'de'], /^There is no language "de"\. Languages: .*ru.*\.$/],
];
for (const [words, sentence] of mistakes) {
  test(`\`pozovi ${words.join(' ')}\` is answered with one sentence and the exit code 2, and leaves nothing behind`, async (t) => {
    const { code, output, files } = await run(t, words);
    assert.match(output, sentence);
    assert.equal(code, 2);
    assert.deepEqual(files, []);
  });
}

test('an output that cannot be written is one sentence and the exit code 1', {
  skip: existsSync('/dev/full') ? false : 'this system has no /dev/full',
}, async (t) => {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  const full = openSync('/dev/full', 'w');
  t.after(() => closeSync(full));
  const program = spawn(process.execPath, [programPath, '--version'], {
    cwd: dataDir,
    env: { LANG: 'en_US.UTF-8' },
    stdio: ['ignore', full, 'pipe'],
  });
  const [errors, [code]] = await Promise.all([text(program.stderr!), once(program, 'close')]);
  assert.equal(errors, 'The output cannot be written (ENOSPC).\n');
  assert.equal(code, 1);
});

const english = /Bring the database up to date/;
const russian = /Обновить схему базы данных/;
const languages: readonly [when: string, words: readonly string[], settings: Environment, text: RegExp][] = [
  ['--lang comes before everything', ['--help', '--lang=ru'], { LANG: 'en_US.UTF-8' }, russian],
  ['LC_ALL comes before LANG', ['--help'], { LC_ALL: 'ru_RU.UTF-8', LANG: 'en_US.UTF-8' }, russian],
  ['LANG comes before DEFAULT_LOCALE', ['--help'], { LANG: 'en', DEFAULT_LOCALE: 'ru' }, english],
  [
    'a LANG without texts leaves DEFAULT_LOCALE',
    ['--help'],
    { LANG: 'C.UTF-8', DEFAULT_LOCALE: 'en' },
    english,
  ],
  ['nothing is set', ['--help'], { LANG: '' }, russian],
];
for (const [when, words, settings, text] of languages) {
  test(`the language when ${when}`, async (t) => {
    const { code, output } = await run(t, words, settings);
    assert.equal(code, 0);
    assert.match(output, text);
  });
}

test('an operator who reads Russian reads the report, its numbers and mistakes in Russian', async (t) => {
  const doctor = await run(t, ['doctor'], { LANG: 'ru_RU.UTF-8' });
  assert.match(doctor.output, /^ОПАСНО {2}CODE_LENGTH\n.*= 0,091 %/m);
  const mistake = await run(t, ['serv'], { LANG: 'ru_RU.UTF-8' });
  assert.match(mistake.output, /^Неизвестная команда: serv\. Возможно, вы имели в виду serve\?/);
});
