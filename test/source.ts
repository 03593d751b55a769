/** The program's source text, for rules about its structure. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface SourceFile {
  /** From the root of the project, such as `src/http/page.ts`. */
  readonly path: string;
  /** The first folder below `src`; empty for files that stand in `src` itself. */
  readonly folder: string;
  readonly isTest: boolean;
  readonly lineCount: number;
  readonly text: string;
  /** The text without its comments. */
  readonly code: string;
  /** What it imports: files from the root of the project, packages by name. */
  readonly imports: readonly string[];
}

/** Every TypeScript file below these folders. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => readSource(relative(root, join(entry.parentPath, entry.name)))),
  );
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const code = withoutComments(text);
  return {
    path,
    folder: /^src\/([^/]+)\//.exec(path)?.[1] ?? '',
    isTest: /\.test\.ts$|\/fixtures\//.test(path),
    lineCount: text.split('\n').length - 1,
    text,
    code,
    imports: importsOf(code, path),
  };
}

/** Enough for this code: comments stand on lines of their own, or behind two spaces' worth of code. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/ .*$/gm, '$1');
}

/** The targets of `import … from`, `export … from`, `import '…'` and `import('…')`. */
export function importsOf(code: string, path: string): string[] {
  const targets = [...code.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)'([^']+)'/g)].map(
    ([, target]) => target ?? '',
  );
  return targets.map((target) =>
    target.startsWith('.') ? normalize(join(dirname(path), target)) : packageOf(target),
  );
}

/** `kysely/helpers` is the package `kysely`; `node:fs/promises` is `node:fs`. */
function packageOf(target: string): string {
  return target.split('/', target.startsWith('@') ? 2 : 1).join('/');
}

/** The table of ARCHITECTURE.md: which folders each folder of `src` may import besides itself. */
export function importTable(): ReadonlyMap<string, readonly string[] | 'everything'> {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const rows = text.matchAll(/^\| `([a-z0-9-]+)` \| [^|]+ \| ([^|]+) \|$/gm);
  return new Map(
    [...rows].map(([, folder = '', list = '']) => [
      folder,
      list === 'everything' ? 'everything' : list.split(', ').filter((name) => name !== '–'),
    ]),
  );
}
