import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { engines } from '../../../test/engines.ts';
import type { WaitingProgress } from '../database.ts';
import { DatabaseRefusal, DatabaseUnavailable } from '../errors.ts';
import { opened } from '../fixtures/opened.ts';
import { startProxy } from '../fixtures/proxy.ts';
import { openDatabase } from '../open.ts';
import { refusalOfPostgresql } from './version.ts';

const postgresql = engines.find(({ name }) => name === 'postgresql')!;

/** A port of this machine where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

describe('opening a PostgreSQL', () => {
  test('that stays away says what was tried for how long, without the password', async () => {
    const port = await closedPort();
    const progress: WaitingProgress[] = [];
    const outcome = openDatabase({
      url: `postgres://someone:hush@127.0.0.1:${port}/shop`,
      dataDir: '',
      waitSeconds: 2,
      onWaiting: (step) => progress.push(step),
    });
    await assert.rejects(outcome, (error: Error) => {
      assert.ok(error instanceof DatabaseUnavailable);
      assert.match(
        error.message,
        new RegExp(`127\\.0\\.0\\.1:${port}/shop did not answer for \\d s.*ECONNREFUSED`),
      );
      assert.doesNotMatch(JSON.stringify([error.message, progress]), /hush/);
      return true;
    });
    assert.ok(progress.length >= 1);
    assert.deepEqual(progress[0], {
      triedSeconds: 0,
      target: `127.0.0.1:${port}/shop`,
      error: `connect ECONNREFUSED 127.0.0.1:${port}`,
    });
  });

  test('by an address that is none is refused without showing the address', async () => {
    for (const url of ['mysql://root:hush@127.0.0.1/x', 'postgres://a:hush@[nowhere/x', 'hush']) {
      const outcome = openDatabase({ url, dataDir: '', waitSeconds: 0 });
      await assert.rejects(outcome, (error: Error) => {
        assert.ok(error instanceof DatabaseRefusal, String(error));
        assert.doesNotMatch(error.message, /hush/);
        return true;
      });
    }
  });

  test('older than 15 is refused', () => {
    assert.match(refusalOfPostgresql(140012, '14.12') ?? '', /14\.12 is too old/);
    assert.equal(refusalOfPostgresql(150000, '15.0'), undefined);
    assert.equal(refusalOfPostgresql(180003, '18.3'), undefined);
  });
});

describe('postgresql: opening', { skip: postgresql.skip }, () => {
  test('waits for a server that comes later', async (t) => {
    const { place } = await opened(postgresql, t);
    const proxy = await startProxy(place.url!);
    await proxy.stop();
    const database = await openDatabase({
      url: proxy.url,
      dataDir: '',
      onWaiting: () => void proxy.start(),
    });
    await database.ping();
    assert.match(database.version, /^\d+\.\d+/);
    await database.close();
    await proxy.stop();
  });

  test('a database that is not there is refused at once', async (t) => {
    const { place } = await opened(postgresql, t);
    const url = new URL(place.url!);
    url.pathname = '/pozovi_no_such_database';
    await assert.rejects(openDatabase({ url: url.href, dataDir: '' }), DatabaseRefusal);
  });

  test('without prepared statements works alike', async (t) => {
    const { database } = await opened(postgresql, t, { preparedStatements: false });
    await Promise.all([database.ping(), database.ping()]);
  });
});
