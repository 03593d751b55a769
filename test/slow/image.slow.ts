import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const dockerfile = (await readFile(join(root, 'Dockerfile'), 'utf8')).replaceAll(/\\\n\s*/g, '');
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** The sources of the COPY instructions with this beginning. */
function copied(stage: string): string[] {
  return [...stage.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, sources]) => sources!.split(' '));
}

/** Takes the steps of the Dockerfile without a container; the folder of the application. */
async function assemble(place: string): Promise<string> {
  const [, dependencies, final] = dockerfile.split(/^FROM .*$/m);
  const app = join(place, 'app');
  await mkdir(app);
  for (const name of copied(dependencies!)) await copyFile(join(root, name), join(app, name));
  const [, npm] = /^RUN (npm ci .*)$/m.exec(dependencies!) ?? [];
  // From npm's cache if possible: a registry's failure is no fault of the image.
  const env = { ...process.env, npm_config_prefer_offline: 'true' };
  await run('sh', ['-c', npm!], { cwd: app, env });
  await rm(join(app, 'package-lock.json'));
  for (const name of copied(final!)) {
    const filter = (path: string) => !/\.test\.ts$|\/fixtures$/.test(path);
    await cp(join(root, name), join(app, name), { recursive: true, filter });
  }
  return app;
}

test('what the image holds serves as an unprivileged user, with nothing to write to but its data', async (t) => {
  const place = await mkdtemp(join(tmpdir(), 'pozovi-image-'));
  t.after(() => run('sh', ['-c', 'chmod -R u+w "$0" && rm -rf "$0"', place]));
  await chmod(place, 0o755);
  const app = await assemble(place);
  assert.ok(!(await readdir(join(app, 'node_modules'))).includes('typescript'));
  const data = join(place, 'data');
  await mkdir(data, { mode: 0o700 });
  if (isRoot) await chown(data, nobody, nobody);
  const node = join(place, 'node');
  await copyFile(process.execPath, node);
  await run('chmod', ['-R', 'a-w', app]);

  const [, healthcheck] = /^HEALTHCHECK .*CMD (.*)$/m.exec(dockerfile) ?? [];
  const options = {
    cwd: app,
    // No temporary folder: the compile cache must do without.
    env: { NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', DATA_DIR: data, TMPDIR: app },
    ...(isRoot && { uid: nobody, gid: nobody }),
  };
  const server = spawn(node, ['bin/pozovi.js', 'serve'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => server.kill('SIGKILL'));
  let output = '';
  const listening = Promise.withResolvers<string>();
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (text) => {
      output += text;
      const [line] = /^.*"msg":"listening".*$/m.exec(output) ?? [];
      if (line !== undefined) listening.resolve(line);
    });
  }
  const exit = once(server, 'exit').finally(() => listening.reject(new Error(output)));

  const { port } = JSON.parse(await listening.promise).addresses[0];
  const asked = { ...options, env: { ...options.env, PORT: String(port) } };
  const isHealthy = () =>
    run(node, JSON.parse(healthcheck!).slice(1), asked).then(
      () => true,
      () => false,
    );
  assert.ok(await isHealthy(), output);
  assert.deepEqual((await readdir(data)).sort().slice(0, 1), ['pozovi.db']);
  server.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null], output);
  assert.equal(await isHealthy(), false);
});
