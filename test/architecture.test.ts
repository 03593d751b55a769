/** The rules of ARCHITECTURE.md, checked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionsOf, signaturesOf } from './functions.ts';
import { importsOf, importTable, type SourceFile, sourceFiles, withoutComments } from './source.ts';

/** Which folders each folder may import besides itself. Data flows one way, and so do the imports. */
const allowed = importTable();

/** Folders whose files may be imported one by one; any other is imported only through its index.ts. */
const withoutIndex = ['lib', 'config', 'cli', ''];

const all = sourceFiles('src');
const program = all.filter(({ isTest }) => !isTest);
const everything = [...all, ...sourceFiles('test', 'bench', 'scripts')];

const folderOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? '';
const isOwn = (target: string) => target.startsWith('src/');
const pathsOf = (files: readonly SourceFile[]) => files.map(({ path }) => path).sort();
const whose = (files: readonly SourceFile[], pattern: RegExp) =>
  pathsOf(files.filter(({ code }) => pattern.test(code)));

test('the scanner sees every form of import, and no import in a comment', () => {
  const text = `import a from 'a';\nimport { \n  b, \n } from './b.ts';\nexport * from '../c.ts';\nimport 'd/e';
    const f = await import('@g/h/i');\n// import x from 'x';\n/* from 'y' */ const url = 'http://z';`;
  const code = withoutComments(text);
  assert.deepEqual(importsOf(code, 'src/x/y.ts'), ['a', 'src/x/b.ts', 'src/c.ts', 'd', '@g/h']);
  assert.match(code, /http:\/\/z/);
  assert.ok(program.length > 150 && program.flatMap(({ imports }) => imports).filter(isOwn).length > 500);
});

const mayImport = (folder: string, other: string) => {
  const list = allowed.get(folder);
  return list === 'everything' || list?.includes(other) === true;
};

test('the table of ARCHITECTURE.md has a row for each folder of src, and nothing but main.ts lies beside them', () => {
  const folders = new Set(program.filter(({ folder }) => folder !== '').map(({ folder }) => folder));
  assert.deepEqual([...allowed.keys()].sort(), [...folders].sort());
  assert.deepEqual(pathsOf(program.filter(({ folder }) => folder === '')), ['src/main.ts']);
});

test('imports go one way: each folder imports only what its row names', () => {
  const wrong = program
    .filter(({ folder }) => folder !== '')
    .flatMap(({ path, folder, imports }) =>
      imports
        .filter((target) => isOwn(target) && folderOf(target) !== folder)
        .filter((target) => !mayImport(folder, folderOf(target)))
        .map((target) => `${path} imports ${target}`),
    );
  assert.deepEqual(wrong, []);
});

test('a row names no folder that is not imported', () => {
  const unused = [...allowed].flatMap(([folder, list]) => {
    const own = program.filter((file) => file.folder === folder);
    const used = new Set(own.flatMap(({ imports }) => imports.filter(isOwn).map(folderOf)));
    return list === 'everything'
      ? []
      : list.filter((name) => !used.has(name)).map((name) => `${folder}: ${name}`);
  });
  assert.deepEqual(unused, []);
});

test('another feature is imported only through its index.ts', () => {
  const wrong = program.flatMap(({ path, folder, imports }) =>
    imports
      .filter((target) => isOwn(target) && folderOf(target) !== folder)
      .filter((target) => !withoutIndex.includes(folderOf(target)) && !/^src\/[^/]+\/index\.ts$/.test(target))
      .map((target) => `${path} imports ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('no file imports itself in a circle', () => {
  const byPath = new Map(program.map((file) => [file.path, file]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path)) return;
    done.add(path);
    for (const target of byPath.get(path)?.imports.filter(isOwn) ?? []) visit(target, [...trail, path]);
  };
  for (const { path } of program) visit(path, []);
  assert.deepEqual(circles, []);
});

test('the program imports nothing of its tests', () => {
  const wrong = program.filter(({ imports }) =>
    imports.some((target) => /^(test|bench|scripts)\/|\.test\.ts$|\/fixtures\//.test(target)),
  );
  assert.deepEqual(pathsOf(wrong), []);
});

test('features see neither all settings nor the secret key, but the few values that they need', () => {
  const ours = ['app', 'cli', 'config', ''];
  const others = program.filter(({ folder }) => !ours.includes(folder));
  assert.deepEqual(pathsOf(others.filter(({ imports }) => imports.includes('src/config/index.ts'))), []);
  assert.deepEqual(whose(others, /\bsecretKey\b/), ['src/lib/secret-keys.ts']);
  assert.deepEqual(whose(program, /\.\.\.(\w+\.)?config\b/), []);
});

test('no object is spread into another only to write several fields on one line', () => {
  assert.deepEqual(whose(program, /\.\.\.\{/), []);
});

test('database drivers are known in src/db alone', () => {
  const wrong = program.filter(
    ({ folder, imports }) => folder !== 'db' && imports.some((name) => ['pg', 'node:sqlite'].includes(name)),
  );
  assert.deepEqual(pathsOf(wrong), []);
});

const sqlCall = /\.(selectFrom|innerJoin|leftJoin|insertInto|updateTable|deleteFrom)\(\s*'(\w+)/g;
const writes = ['insertInto', 'updateTable', 'deleteFrom'];
const isSql = ({ code }: SourceFile) => code.search(sqlCall) >= 0 || /\bsql(<[^>]*>)?`/.test(code);

/** The folder that declares the rows of each table. */
const owners = new Map(
  program.flatMap(({ folder, code }) => {
    const [, tables = ''] = /interface Tables \{([\s\S]*?)\n {2}\}/.exec(code) ?? [];
    return [...tables.matchAll(/^ {4}(\w+): /gm)].map(([, table]): [string, string] => [table ?? '', folder]);
  }),
);

test('a table is written to only in the folder that declares it, and read only there and above', () => {
  assert.ok(owners.size >= 15, `the declarations are read: ${[...owners.keys()]}`);
  const wrong = program
    .filter(({ folder }) => folder !== 'db' && allowed.get(folder) !== 'everything')
    .flatMap(({ path, folder, code }) =>
      [...code.matchAll(sqlCall)].flatMap(([, verb = '', table = '']) => {
        const owner = owners.get(table);
        const mayRead = owner === undefined || mayImport(folder, owner);
        return owner === folder || (mayRead && !writes.includes(verb)) ? [] : [`${path}: ${verb} ${table}`];
      }),
    );
  assert.deepEqual(wrong, []);
});

test('SQL stands in stores, in statements that a transaction shares, and in src/db', () => {
  const isHome = ({ path, folder }: SourceFile) =>
    folder === 'db' || /\/([a-z-]+-)?store\.ts$|\/shared-statements\.ts$/.test(path);
  const wrong = program
    .filter((file) => !isHome(file))
    .filter((file) => isSql(file) || file.imports.includes('kysely'));
  assert.deepEqual(pathsOf(wrong), []);
});

test('a store knows no HTTP', () => {
  const wrong = program
    .filter((file) => isSql(file) && file.folder !== 'db')
    .filter(({ imports }) => imports.some((name) => name === 'fastify' || folderOf(name) === 'http'));
  assert.deepEqual(pathsOf(wrong), []);
});

test('the environment is read in config, the time in lib/clock.ts, chance in lib/random.ts', () => {
  assert.deepEqual(whose(program, /\bprocess\.env\b/), ['src/config/index.ts']);
  assert.deepEqual(whose(program, /\bDate\.now\b|\bnew Date\(\s*\)/), ['src/lib/clock.ts']);
  assert.deepEqual(whose(program, /\bMath\.random\b/), []);
  // The database layer's random waits before retries decide nothing.
  const deciding = program.filter(({ folder }) => folder !== 'db');
  assert.deepEqual(whose(deciding, /\brandom(Bytes|Int)\b|\bgetRandomValues\b/), ['src/lib/random.ts']);
});

test('no file has more than 300 lines, and half of the program have 80 or fewer', () => {
  const long = everything.filter(({ lineCount }) => lineCount > 300);
  assert.deepEqual(pathsOf(long), []);
  const counts = program.map(({ lineCount }) => lineCount).sort((one, other) => one - other);
  const median = counts[Math.floor(counts.length / 2)] ?? 0;
  assert.ok(median <= 80, `the median is ${median} lines`);
});

test('what is exported has a name', () => {
  assert.deepEqual(whose(everything, /^export default\b|\bas default\b/m), []);
});

test('nothing is typed as any or asserted to be there', () => {
  assert.deepEqual(whose(program, /(:|\bas|<|,|\|)\s*any\b(?=\s*[;,)>=\]|{}[]|$)/m), []);
  assert.deepEqual(whose(program, /[\w)\]]!(\.|\[|;|,|\))/), []);
});

const withComments = everything.filter(({ path }) => path !== 'test/architecture.test.ts');
const whoseText = (pattern: RegExp) => pathsOf(withComments.filter(({ text }) => pattern.test(text)));

test('nothing is put off: no comment is a TODO', () => {
  assert.deepEqual(whoseText(/(\/\/|\/?\*).*\b(TODO|FIXME|XXX|HACK)\b/), []);
});

test('a check is suppressed only with a reason of some words, and a type error never', () => {
  assert.deepEqual(whoseText(/@ts-(ignore|nocheck|expect-error)/), []);
  assert.deepEqual(whoseText(/biome-ignore(?! [\w/-]+: \S+ \S+ \S+)/), []);
});

test('constants are in camelCase', () => {
  assert.deepEqual(whose(all, /\b(const|let) [A-Z][A-Z0-9_]+\b/), []);
});

test('the fields of an interface are readonly, but for a state that changes and says so in its name', () => {
  const wrong = all
    .filter(({ path }) => !path.endsWith('.d.ts'))
    .flatMap(({ path, code }) =>
      [...code.matchAll(/^(?:export )?interface (\w+)[^{]*\{\n([\s\S]*?)\n\}/gm)]
        .filter(([, name = '', body = '']) => !name.endsWith('State') && /^ {2}\w+\??: /m.test(body))
        .map(([, name]) => `${path}: ${name}`),
    );
  assert.deepEqual(wrong, []);
});

test('the scanner of functions sees how long they are, and how many parameters they have', () => {
  const code = `export function one(a: number, b: Map<string, number>): void {
  two(1, 2, 3, 4, 5);
  const three = async (
    c: string,
    d: { e: number; f(g: 1, h: 2): void },
  ) => {
    if (a) return;
  };
}
const four = {
  five(a, b, c) {
    return a;
  },
};`;
  assert.deepEqual(
    functionsOf(code).map(({ name, lineCount }) => [name, lineCount]),
    [
      ['one', 9],
      ['a function', 3],
      ['five', 3],
    ],
  );
  assert.deepEqual(
    signaturesOf(code).map(({ name, parameterCount }) => [name, parameterCount]),
    [
      ['one', 2],
      ['a function', 2],
      ['f', 2],
      ['five', 3],
    ],
  );
});

test('no function has more than 100 lines, and none that assembles something more than 60', () => {
  const long = program.flatMap(({ path, code }) =>
    functionsOf(code)
      .filter(({ name, lineCount }) => lineCount > (name.startsWith('create') ? 60 : 100))
      .map(({ name, line, lineCount }) => `${path}:${line} ${name} has ${lineCount}`),
  );
  assert.deepEqual(long, []);
});

test('no function has more than four parameters', () => {
  const wrong = program.flatMap(({ path, code }) =>
    signaturesOf(code)
      .filter(({ parameterCount }) => parameterCount > 4)
      .map(({ name, line, parameterCount }) => `${path}:${line} ${name} has ${parameterCount}`),
  );
  assert.deepEqual(wrong, []);
});

test('no file is called after what everything is', () => {
  const vague = everything.filter(({ path }) => /(^|\/)(utils?|helpers?|common|misc)\.ts$/.test(path));
  assert.deepEqual(pathsOf(vague), []);
});
