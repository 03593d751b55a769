/**
 * Runs the attacks: `npm run attack`, or `npm run attack -- owner spraying` for some of them; `--long` for the long form.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: process.env.ATTACK_LONG === '1' } },
  allowPositionals: true,
});
const folder = import.meta.dirname;
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.attack.ts'))
  .filter((name) => positionals.length === 0 || positionals.some((wanted) => name.includes(wanted)))
  .map((name) => join(folder, name));
if (files.length === 0) throw new Error(`no attack is called ${positionals.join(' or ')}`);

const { status } = spawnSync(process.execPath, [join(folder, '../run.ts'), ...files], {
  stdio: 'inherit',
  env: { ...process.env, ATTACK_LONG: values.long ? '1' : '0' },
});
process.exitCode = status ?? 1;
