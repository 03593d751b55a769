/** Questions to a missing or foreign database, and that a question changes nothing. */
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import type { Environment } from '../../src/config/index.ts';
import { openDatabase } from '../../src/db/index.ts';
import { type Engine, engines, type TestDatabase } from '../engines.ts';
import { placeSettings, startProgram, startServing } from '../process.ts';

const number = '+79991234567';
const questions = [['why', number], ['keys', 'list'], ['doctor']] as const;
const changes = [
  ['keys', 'rotate'],
  ['unlock', number],
] as const;

interface Place extends TestDatabase {
  run(words: readonly string[], settings?: Environment): Promise<{ code: number | null; output: string }>;
}

async function placeOf(engine: Engine, t: TestContext): Promise<Place> {
  const place = await engine.createDatabase();
  t.after(() => place.remove());
  return {
    ...place,
    async run(words, settings = {}) {
      const program = startProgram(words, place.dataDir, { ...placeSettings(place), ...settings });
      const { code } = await program.ended;
      return { code, output: program.output() };
    },
  };
}

/** A database of a service, with the message of one refusal. */
async function servedPlace(engine: Engine, t: TestContext): Promise<Place> {
  const place = await placeOf(engine, t);
  const service = await startServing(place.dataDir, placeSettings(place));
  const send = () => service.call('POST', '/api/send-code/', { body: { phone_number: number } });
  assert.equal((await send()).status, 200);
  assert.equal((await send()).status, 429);
  await service.end('SIGTERM');
  return place;
}

async function tablesOf(place: TestDatabase, engine: Engine): Promise<number> {
  if (engine.name === 'sqlite') return 0;
  const database = await openDatabase(place);
  const { rows } = await sql`select 1 from pg_tables where schemaname = 'public'`.execute(database.read);
  await database.close();
  return rows.length;
}

for (const engine of engines) {
  const name = (promise: string) => `${engine.name}: ${promise}`;
  const { skip } = engine;
  const shown = engine.name === 'sqlite' ? 'SQLite, .+pozovi\\.db' : 'PostgreSQL, \\S+:\\d+/pozovi_test_\\w+';

  test(name('without a database no verb makes one, and each says where it looked'), { skip }, async (t) => {
    const place = await placeOf(engine, t);
    for (const words of [...questions, ...changes]) {
      const { code, output } = await place.run(words);
      const isDoctor = words[0] === 'doctor';
      assert.equal(code, isDoctor ? 0 : 1, output);
      assert.match(
        output,
        new RegExp(
          isDoctor
            ? `^Database: ${shown}$`
            : `^(There is no database yet|The database has no Pozovi tables yet): ${shown}\\. Start the service or run: pozovi migrate$`,
          'm',
        ),
      );
    }
    assert.deepEqual(await readdir(place.dataDir), []);
    assert.equal(await tablesOf(place, engine), 0);
  });

  test(name('each question says which database it asked, and answers'), { skip }, async (t) => {
    const place = await servedPlace(engine, t);
    const files = await readdir(place.dataDir);
    for (const words of questions) {
      const { code, output } = await place.run(words);
      assert.equal(code, 0, output);
      assert.match(output, new RegExp(`^Database: ${shown}$`, 'm'));
    }
    assert.match(
      (await place.run(['why', number])).output,
      /Z {2}a code had just been sent \(resend_too_soon/,
    );
    assert.match((await place.run(['keys', 'list'])).output, /^\S{43} {2}signs since 20\S+Z$/m);
    assert.deepEqual(await readdir(place.dataDir), files);
  });

  test(name('--json gives the same as data, whatever the language'), { skip }, async (t) => {
    const place = await servedPlace(engine, t);
    const why = JSON.parse((await place.run(['why', number, '--json', '--lang', 'ru'])).output);
    assert.equal(why.phone_number, '+7********67');
    assert.equal(why.database.engine, engine.name);
    assert.equal(why.codes_sent, 1);
    assert.deepEqual(
      why.refusals.map(({ kind, rule }: Record<string, string>) => [kind, rule]),
      [['refused', 'resend_too_soon']],
    );
    const doctor = JSON.parse((await place.run(['doctor', '--json'])).output);
    assert.equal(doctor.mode, 'development');
    assert.equal(doctor.database.error, null);
    assert.equal(
      doctor.unsafe_count,
      doctor.findings.filter(({ level }: Record<string, string>) => level === 'unsafe').length,
    );
    for (const finding of doctor.findings) {
      assert.deepEqual(Object.keys(finding), ['level', 'id', 'setting', 'problem', 'fix']);
    }
  });

  test(name('a schema that is older or newer than the program is one sentence, and stays as it is'), {
    skip,
  }, async (t) => {
    const place = await servedPlace(engine, t);
    const database = await openDatabase(place);
    t.after(() => database.close());
    const update = (change: ReturnType<typeof sql>) => database.transaction((trx) => change.execute(trx));
    const highest = async () =>
      (
        await sql<{ version: number }>`select max(version) as version from schema_migrations`.execute(
          database.read,
        )
      ).rows[0]?.version ?? 0;
    const wanted = await highest();
    await update(sql`delete from schema_migrations where version = ${wanted}`);
    for (const words of [['why', number], ['keys', 'list'], ...changes]) {
      const { code, output } = await place.run(words);
      assert.equal(code, 1);
      assert.match(
        output,
        new RegExp(
          `^The database has schema version ${wanted - 1}, older than this program \\(${wanted}\\): ${shown}\\. .*pozovi migrate$`,
        ),
      );
    }
    assert.equal(await highest(), wanted - 1);
    await update(
      sql`insert into schema_migrations (version, name, checksum, applied_at) values (${wanted + 1}, 'x', 'x', 0)`,
    );
    const { code, output } = await place.run(['why', number]);
    assert.equal(code, 1);
    assert.match(
      output,
      /^The database has schema version \d+, newer than this program \(\d+\): .* Use the newer program\.$/,
    );
    assert.equal((await place.run(['doctor'])).code, 1);
  });

  test(name('a wrong SECRET_KEY is refused by every verb with the same sentence, and changes nothing'), {
    skip,
  }, async (t) => {
    const place = await servedPlace(engine, t);
    const wrong = { SECRET_KEY: 'Vq3pX7mZk1tR9wLc5bYh8dNf2sGj4aUe' };
    const sentence =
      /^SECRET_KEY is not the one that this database was set up with\. Set the earlier SECRET_KEY .*docs\/operations\.md, Secrets\.$/m;
    for (const words of [['serve'], ['migrate'], ['why', number], ['keys', 'list'], ...changes]) {
      const { code, output } = await place.run(words, wrong);
      assert.equal(code, 1, output);
      assert.match(output, sentence);
    }
    const doctor = await place.run(['doctor'], wrong);
    assert.equal(doctor.code, 1);
    assert.match(doctor.output, /^UNSAFE {2}SECRET_KEY\n {2}SECRET_KEY is not the one that this database/m);
    assert.equal((await place.run(['keys', 'list'])).output.match(/signs since/g)?.length, 1);
  });
}

const [sqlite, postgresql] = engines;

test('a move with a wrong SECRET_KEY is refused before anything is written', {
  skip: postgresql!.skip,
}, async (t) => {
  const place = await servedPlace(sqlite!, t);
  const target = await postgresql!.createDatabase();
  t.after(() => target.remove());
  const wrong = { ...placeSettings(target), SECRET_KEY: 'Vq3pX7mZk1tR9wLc5bYh8dNf2sGj4aUe' };
  const { code, output } = await place.run(['move'], wrong);
  assert.equal(code, 1);
  assert.match(output, /^SECRET_KEY is not the one that this database was set up with\./);
  assert.equal(await tablesOf(target, postgresql!), 0);
  assert.ok((await readdir(place.dataDir)).includes('pozovi.db'));
});

test('where the data has moved to PostgreSQL a question says so, and makes no new file', async (t) => {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  await writeFile(join(dataDir, 'pozovi-moved.db'), '');
  const program = startProgram(['why', number], dataDir, {});
  assert.equal((await program.ended).code, 1);
  assert.match(program.output(), /^The data of .+ has moved to PostgreSQL: set DATABASE_URL\./);
  assert.deepEqual(await readdir(dataDir), ['pozovi-moved.db']);
});

test('a question beside a running service is answered, and disturbs it not', async (t) => {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  const service = await startServing(dataDir);
  t.after(() => service.end('SIGKILL'));
  const program = startProgram(['why', number], dataDir, {});
  assert.equal((await program.ended).code, 0, program.output());
  assert.equal((await service.call('GET', '/readyz')).status, 200);
});
